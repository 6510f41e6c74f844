using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Sets rows apart, in the order of the reasons: bad values, then orphans, then duplicates among the rest.</summary>
internal sealed class RowRejection(DuckDbConnection connection, CancellationToken cancellationToken)
{
    /// <summary>Makes the table of a source's rejected rows: where each is (a position, or a record of a file), and why.</summary>
    public void MakeTable(ReadSource source) =>
        Execute(
            $"""
            CREATE TEMP TABLE {source.RejectedRows}
                (position BIGINT, file INTEGER, record BIGINT, reason VARCHAR, column_name VARCHAR, key VARCHAR)
            """
        );

    /// <summary>Rejects the rows with a bad required value; broken lines are there already.</summary>
    public ReadSource BadRows(ReadSource source)
    {
        long broken = Count($"SELECT count(*) FROM {source.RejectedRows}");
        if (source.HasBadRows)
        {
            Execute(
                $"""
                INSERT INTO {source.RejectedRows} BY NAME
                SELECT position, {Verdict.Reason} AS reason, {Verdict.Column(source.Source)} AS column_name, {source.Source.Key.Name} AS key
                FROM {source.Checked} WHERE verdict < 0
                """
            );
        }
        return Counted(source with { Read = source.Read + broken });
    }

    /// <summary>Rejects the rows that have no parent.</summary>
    public ReadSource Orphans(ReadSource source, ReadSource parent, string column)
    {
        long found = Execute(
            $"""
            INSERT INTO {source.RejectedRows} BY NAME
            SELECT
                c.position,
                CASE WHEN c.{column} IN (SELECT key FROM {parent.RejectedRows} WHERE key IS NOT NULL)
                    THEN '{RejectionReasons.OrphanOfRejected}' ELSE '{RejectionReasons.Orphan}' END AS reason,
                '{column}' AS column_name,
                c.{source.Source.Key.Name} AS key
            FROM {source.Accepted} AND NOT EXISTS (SELECT 1 FROM {parent.Source.Table} p WHERE p.{column} = c.{column})
            """
        );
        return found > 0 ? Counted(source) : source;
    }

    /// <summary>Rejects the rows whose key occurs again later.</summary>
    public ReadSource Duplicates(ReadSource source)
    {
        string key = source.Source.Key.Name;
        // Keys that ascend cannot repeat: a tenth of the cost of a grouping.
        if (Count($"SELECT count(*) FROM (SELECT {key} <= lag({key}) OVER () AS descends FROM {source.Accepted}) WHERE descends") == 0)
        {
            return source;
        }
        // Hashes first: keys of any length are then grouped in little memory, and only few rows are looked at twice.
        Execute($"CREATE OR REPLACE TEMP TABLE repeated AS SELECT hash({key}) AS h FROM {source.Accepted} GROUP BY h HAVING count(*) > 1");
        if (Count("SELECT count(*) FROM repeated") == 0)
        {
            return source;
        }
        Execute(
            $"""
            INSERT INTO {source.RejectedRows} BY NAME
            SELECT position, '{RejectionReasons.DuplicateKey}' AS reason, '{key}' AS column_name, key
            FROM (
                SELECT c.position, c.{key} AS key, row_number() OVER (PARTITION BY c.{key} ORDER BY c.position DESC) AS from_last
                FROM {source.Accepted} AND hash(c.{key}) IN (SELECT h FROM repeated)
            )
            WHERE from_last > 1
            """
        );
        return Counted(source);
    }

    private ReadSource Counted(ReadSource source)
    {
        var rejected = new Dictionary<string, long>();
        using DuckDbReader reasons = connection.Query(
            $"SELECT reason, count(*) FROM {source.RejectedRows} GROUP BY reason ORDER BY reason",
            cancellationToken
        );
        while (reasons.Read())
        {
            rejected[reasons.String(0)] = reasons.Int64(1);
        }
        return source with { Rejected = rejected };
    }

    private long Execute(string sql)
    {
        using DuckDbReader changed = connection.Query(sql, cancellationToken);
        return changed.RowsChanged;
    }

    private long Count(string sql)
    {
        using DuckDbReader reader = connection.Query(sql, cancellationToken);
        reader.Read();
        return reader.Int64(0);
    }
}
