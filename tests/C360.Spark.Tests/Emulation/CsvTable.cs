using System.IO.Compression;
using System.Text;
using System.Text.Json;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>A CSV file as Spark reads it with header, escape '"' and multiLine: all STRING, empty is NULL, bad bytes are U+FFFD, empty lines are no rows.</summary>
internal sealed class CsvTable
{
    private const string Corrupt = "_corrupt_record";

    private static readonly Dictionary<string, string> Needed = new()
    {
        ["header"] = "true",
        ["escape"] = "\"",
        ["multiLine"] = "true",
    };

    private readonly IReadOnlyList<(string Raw, List<string?> Cells)> _records;

    private CsvTable(IReadOnlyList<string> columns, IReadOnlyList<(string, List<string?>)> records) =>
        (Columns, _records) = (columns, records);

    /// <summary>The names of its columns: the given ones, or those of the header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the one file.</summary>
    /// <param name="options">The options of the table or view.</param>
    /// <param name="names">The names that a table gives its columns; null: those of the header.</param>
    public static CsvTable Read(Dictionary<string, string> options, IReadOnlyList<string>? names)
    {
        foreach ((string option, string value) in Needed)
            if (!options.TryGetValue(option, out string? given) || given != value)
                throw SparkCommands.Unknown($"CSV without {option} '{value}'");
        string path = SparkGlob.Files(options["path"]) is [var one]
            ? one
            : throw SparkCommands.Unknown($"CSV of several files: {options["path"]}");
        List<(string Raw, List<string?> Cells)> records = [.. Records(Text(path))];
        if (names is null)
            return new CsvTable(records is [] ? [] : Header(records[0].Cells), [.. records.Skip(1)]);
        if (
            !names.Contains(Corrupt)
            || options.GetValueOrDefault("columnNameOfCorruptRecord") != Corrupt
            || options["mode"] != "PERMISSIVE"
        )
            throw SparkCommands.Unknown("a table of CSV that loses broken lines");
        string?[] header = records is [] ? [] : [.. records[0].Cells];
        if (options.GetValueOrDefault("enforceSchema") == "false" && !header.SequenceEqual(names.Where(name => name != Corrupt)))
            throw new SparkException(SparkErrorKind.Statement, "CSV header does not conform to the schema");
        return new CsvTable(names, [.. records.Skip(1)]);
    }

    /// <summary>Makes it a table.</summary>
    public void Insert(string table, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        connection.Execute(
            $"CREATE TABLE {table} ({string.Join(", ", Columns.Select(name => $"{SqlText.Name(name)} VARCHAR"))})",
            cancellationToken
        );
        int width = Columns.Count - 1;
        string?[][] rows =
        [
            .. _records.Select(record =>
                Columns
                    .Select(
                        (name, place) =>
                            name == Corrupt
                                ? record.Cells.Count == width
                                    ? null
                                    : record.Raw
                                : record.Cells.ElementAtOrDefault(place)
                    )
                    .ToArray()
            ),
        ];
        string cells = string.Join(", ", Columns.Select((_, place) => $"r[{place + 1}]"));
        using DuckDbReader done = connection.Query(
            $"INSERT INTO {table} SELECT {cells} FROM (SELECT unnest(from_json($1, '[[\"VARCHAR\"]]')) AS r)",
            cancellationToken,
            JsonSerializer.Serialize(rows)
        );
    }

    private static string Text(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream bytes = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(bytes, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    // Names that repeat, whatever their case, get their places behind them.
    private static string[] Header(List<string?> cells) =>
        [
            .. cells.Select(
                (cell, place) =>
                    cell is null ? $"_c{place}"
                    : cells.Count(other => string.Equals(other, cell, StringComparison.OrdinalIgnoreCase)) > 1 ? $"{cell}{place}"
                    : cell
            ),
        ];

    private static IEnumerable<(string Raw, List<string?> Cells)> Records(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            var cells = new List<string?>();
            do cells.Add(Cell(text, ref at));
            while (at < text.Length && text[at++] == ',');
            string raw = text[start..at].TrimEnd('\r', '\n');
            if (raw.Length > 0)
                yield return (raw, cells);
        }
    }

    // Stops at the comma, the line's last character or the end.
    private static string? Cell(string text, ref int at)
    {
        var cell = new StringBuilder();
        if (at < text.Length && text[at] == '"')
        {
            for (at++; at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')); at++)
                cell.Append(text[at] == '"' ? text[at++] : text[at]);
            at++;
        }
        while (at < text.Length && text[at] is not (',' or '\n'))
            cell.Append(text[at++]);
        string value = cell.ToString();
        if (at < text.Length && text[at] == '\n' && value.EndsWith('\r'))
            value = value[..^1];
        return value.Length == 0 ? null : value;
    }
}
