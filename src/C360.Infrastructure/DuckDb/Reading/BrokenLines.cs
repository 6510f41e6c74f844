using System.Text.Json;
using C360.Domain.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Puts the broken lines of a source among its rejected rows.</summary>
internal sealed class BrokenLines(ReadSource source, DuckDbConnection connection, CancellationToken cancellationToken)
{
    private const int Batch = 5000;

    private readonly List<BrokenLine> _lines = [];

    /// <summary>Puts one there, by and by.</summary>
    public void Add(BrokenLine line)
    {
        _lines.Add(line);
        if (_lines.Count == Batch)
        {
            Flush();
        }
    }

    /// <summary>Puts those there that are not yet.</summary>
    public void Flush()
    {
        cancellationToken.ThrowIfCancellationRequested();
        const string Type = """[{"file": "INTEGER", "record": "BIGINT", "key": "VARCHAR"}]""";
        using DuckDbReader done = connection.Query(
            $"""
            INSERT INTO {source.RejectedRows} BY NAME
            SELECT b.file AS file, b.record AS record, '{RejectionReasons.Unparsable}' AS reason, b.key AS key
            FROM (SELECT unnest(from_json($1, '{Type}')) AS b)
            """,
            cancellationToken,
            JsonSerializer.Serialize(_lines, JsonSerializerOptions.Web)
        );
        _lines.Clear();
    }
}
