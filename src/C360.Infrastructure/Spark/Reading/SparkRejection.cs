using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>Sets rows apart, in the order of the reasons: bad values, then orphans, then duplicates among the rest. Each step that finds any is a table.</summary>
/// <param name="work">Where the tables are made.</param>
internal sealed class SparkRejection(WorkDatabase work)
{
    private const string Columns = "position, reason, column_name, key";

    private readonly Dictionary<string, List<string>> _steps = [];

    /// <summary>Rejects the rows with a bad required value, and lines that are no rows.</summary>
    public async Task<CheckedSource> BadRowsAsync(CheckedSource source)
    {
        _steps[source.Source.Name] = [];
        string select = $"""
            SELECT position, {Verdict.Reason} AS reason, {Verdict.Column(source.Source)} AS column_name, {source.Source.Key.Name} AS key
            FROM {source.Checked} WHERE verdict < 0
            """;
        source = source.HasBadRows ? await WithAsync(source, "bad", select) : source;
        await NameAsync(source);
        return source;
    }

    /// <summary>Rejects the rows that have no parent.</summary>
    public Task<CheckedSource> OrphansAsync(CheckedSource source, CheckedSource parent, string column) =>
        WithAsync(
            source,
            "orphan",
            $"""
            SELECT
                o.position,
                CASE WHEN k.key IS NULL THEN '{RejectionReasons.Orphan}' ELSE '{RejectionReasons.OrphanOfRejected}' END AS reason,
                '{column}' AS column_name,
                o.own_key AS key
            FROM (
                SELECT c.position, c.{source.Source.Key.Name} AS own_key, c.{column} AS parent_key
                FROM {source.Accepted} AND NOT EXISTS (SELECT 1 FROM {parent.Source.Table} p WHERE p.{column} = c.{column})
            ) AS o
            LEFT JOIN (SELECT DISTINCT key FROM {parent.RejectedRows} WHERE key IS NOT NULL) AS k ON k.key = o.parent_key
            """
        );

    /// <summary>Rejects the rows whose key occurs again later.</summary>
    public async Task<CheckedSource> DuplicatesAsync(CheckedSource source)
    {
        string key = source.Source.Key.Name;
        string repeated = $"repeated_{source.Source.Table}";
        await work.MakeAsync(repeated, $"SELECT c.{key} AS key FROM {source.Accepted} GROUP BY c.{key} HAVING count(*) > 1");
        if (await work.Tables.CountAsync($"SELECT count(*) FROM {repeated}") == 0)
            return source;
        return await WithAsync(
            source,
            "duplicate",
            $"""
            SELECT position, '{RejectionReasons.DuplicateKey}' AS reason, '{key}' AS column_name, key
            FROM (
                SELECT c.position, c.{key} AS key, row_number() OVER (PARTITION BY c.{key} ORDER BY c.position DESC) AS from_last
                FROM {source.Accepted} AND c.{key} IN (SELECT key FROM {repeated})
            ) AS ranked
            WHERE from_last > 1
            """
        );
    }

    private async Task<CheckedSource> WithAsync(CheckedSource source, string step, string select)
    {
        string table = $"{step}_{source.Source.Table}";
        await work.MakeAsync(table, select);
        IReadOnlyList<object?[]> reasons = await work.Tables.RowsAsync($"SELECT reason, count(*) FROM {table} GROUP BY reason");
        if (reasons.Count == 0)
            return source;
        var rejected = new SortedDictionary<string, long>(source.Rejected.ToDictionary(), StringComparer.Ordinal);
        foreach (object?[] row in reasons)
            rejected[(string)row[0]!] = rejected.GetValueOrDefault((string)row[0]!) + (long)row[1]!;
        source = source with { Rejected = rejected };
        _steps[source.Source.Name].Add(table);
        await NameAsync(source);
        return source;
    }

    private Task NameAsync(CheckedSource source)
    {
        IEnumerable<string> steps = _steps[source.Source.Name].Select(table => $"SELECT {Columns} FROM {table}");
        string none =
            $"SELECT position, CAST(NULL AS STRING) AS reason, CAST(NULL AS STRING) AS column_name, CAST(NULL AS STRING) AS key FROM {source.Checked} WHERE FALSE";
        string rows = string.Join(" UNION ALL ", steps.DefaultIfEmpty(none));
        return work.Tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {source.RejectedRows} AS {rows}");
    }
}
