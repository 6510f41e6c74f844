using System.Text.Json;

namespace C360.FunctionalTests.Formats;

/// <summary>What a list must hold in other formats than JSON.</summary>
internal static class SameRows
{
    /// <summary>Expects CSV to hold what JSON holds: columns and rows in their order, values as they are written there, nulls as nothing.</summary>
    public static void AssertCsv(string csv, JsonElement data)
    {
        List<string?[]> rows = StrictCsv.Read(csv);
        Assert.That(rows, Has.Count.EqualTo(data.GetArrayLength() + 1));
        foreach ((JsonElement expected, string?[] row) in data.EnumerateArray().Zip(rows.Skip(1)))
        {
            Assert.That(rows[0], Is.EqualTo(expected.EnumerateObject().Select(property => property.Name)));
            Assert.That(
                row.Zip(expected.EnumerateObject(), (cell, property) => Unmarked(cell, property.Value)),
                Is.EqualTo(expected.EnumerateObject().Select(property => Plain(property.Value)))
            );
        }
    }

    /// <summary>Expects NDJSON to hold what JSON holds, a row a line, and to say that it has ended.</summary>
    public static void AssertNdjson(string ndjson, JsonElement data)
    {
        string[] lines = ndjson.Split('\n');
        Assert.That(lines[^1], Is.Empty, "the last line ends, too");
        Assert.That(lines[^2], Is.EqualTo($"{{\"end\":true,\"count\":{data.GetArrayLength()}}}"));
        Assert.That(lines[..^2], Is.EqualTo(data.EnumerateArray().Select(row => row.GetRawText())));
    }

    private static string? Unmarked(string? cell, JsonElement value) =>
        cell is not null && value.ValueKind == JsonValueKind.String ? StrictCsv.Bare(cell) : cell;

    private static string? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
}
