using System.Text;
using System.Text.Json;
using static System.FormattableString;

namespace C360.WebApi.Commands.Smoke;

/// <summary>Holds a list in another format against the same list as JSON.</summary>
internal static class ListFormats
{
    /// <summary>Comma-separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>A JSON object a line.</summary>
    public const string NdJson = "application/x-ndjson";

    /// <summary>How a list is asked for in a format: CSV by the query string and NDJSON by the header, so that both ways are tried.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="path">The list.</param>
    /// <param name="format">The media type.</param>
    public static Call Call(Operation operation, string path, string format) =>
        format == Csv && operation.Takes("format")
            ? new Call("GET", $"{path}?format=csv") { Wanted = Csv }
            : new Call("GET", path) { Accept = format };

    /// <summary>What is wrong with a list; null when nothing is.</summary>
    /// <param name="reply">The list in another format.</param>
    /// <param name="json">The same list as JSON.</param>
    public static string? Fault(Reply reply, Reply json)
    {
        string? fault = reply.MediaType == Csv ? CsvFault(reply, json.Rows) : LinesFault(reply, json.Rows);
        // Nothing to compare when the data changed between the two.
        return
            reply.Headers.TryGetValue("C360-Data-Version", out string? version)
            && json.TextAt("meta", "data_version") is { } other
            && version != other
            ? null
            : fault;
    }

    private static string? CsvFault(Reply reply, IReadOnlyList<JsonElement> rows)
    {
        if (CsvRows.TryRead(reply.Text) is not { Count: > 0 } records)
            return "the body is no CSV with a header row";
        if (records.Count - 1 != rows.Count)
            return Invariant($"{records.Count - 1} rows, but {rows.Count} as JSON");
        if (rows.Count > 0 && !records[0].SequenceEqual(rows[0].EnumerateObject().Select(field => field.Name)))
            return "the header row does not name the fields of the JSON in their order";
        int odd = records.ToList().FindIndex(record => record.Count != records[0].Count);
        return odd < 0
            ? CellsFault(records, rows)
            : Invariant($"row {odd} has {records[odd].Count} fields, the header row {records[0].Count}");
    }

    private static string? CellsFault(IReadOnlyList<IReadOnlyList<string>> records, IReadOnlyList<JsonElement> rows)
    {
        for (int row = 0; row < rows.Count; row++)
        for (int column = 0; column < records[0].Count; column++)
            if (records[row + 1][column] != CellOf(rows[row], records[0][column]))
                return Invariant($"row {row + 1} has another {records[0][column]} than the JSON");
        return null;
    }

    /// <summary>Nothing for null, numbers as JSON writes them, what is nested as JSON; a text that a spreadsheet would compute has a <c>'</c> in front.</summary>
    private static string CellOf(JsonElement row, string column) =>
        !row.TryGetProperty(column, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind != JsonValueKind.String ? value.GetRawText()
        : value.GetString()!.TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value.GetString()}"
        : value.GetString()!;

    private static string? LinesFault(Reply reply, IReadOnlyList<JsonElement> rows)
    {
        List<JsonElement> lines = [];
        foreach (string line in reply.Text.TrimEnd('\n').Split('\n'))
            if (new Reply(0) { Body = Encoding.UTF8.GetBytes(line) }.Json is { } value)
                lines.Add(value);
            else
                return Invariant($"line {lines.Count + 1} is no JSON");
        if (!JsonElement.DeepEquals(lines[^1], JsonSerializer.SerializeToElement(new { end = true, count = lines.Count - 1 })))
            return Invariant($"the last line is not the end of {lines.Count - 1} rows");
        if (lines.Count - 1 != rows.Count)
            return Invariant($"{lines.Count - 1} rows, but {rows.Count} as JSON");
        int other = Enumerable.Range(0, rows.Count).FirstOrDefault(i => !JsonElement.DeepEquals(lines[i], rows[i]), -1);
        return other < 0 ? null : Invariant($"line {other + 1} differs from the row in JSON");
    }
}
