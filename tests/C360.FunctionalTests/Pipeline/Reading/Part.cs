using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Part files of a source, each with rows of its own.</summary>
internal static class Part
{
    /// <summary>Writes rows, completed as those of a <see cref="SourceFolder"/> are, in the form of the path's ending; the source's own CSV file goes.</summary>
    public static SourceFolder Parts(this SourceFolder data, string source, string name, params object[] rows)
    {
        string path = $"{source}/{name}";
        if (name.EndsWith(".parquet", StringComparison.Ordinal))
        {
            ParquetFile.Write(data, path, Select(source, rows));
        }
        else
        {
            using SourceFolder part = new SourceFolder();
            data.Write(path, part.Add(source, rows).Csv(source));
        }
        return data.Without(source);
    }

    /// <summary>A SELECT of one row of a source, all of it text but for the columns named, which are SQL.</summary>
    public static string Select(string source, params (string Column, string Sql)[] given)
    {
        IReadOnlyDictionary<string, string> row = SourceDefaults.Complete(source, new { }, 1);
        IEnumerable<(string, string)> others = row.Where(cell => given.All(column => column.Column != cell.Key))
            .Select(cell => (cell.Key, Quoted(cell.Value)));
        return "SELECT " + string.Join(", ", given.Concat(others).Select(column => $"{column.Item2} AS {column.Item1}"));
    }

    private static string Select(string source, object[] rows) =>
        string.Join(
            "\nUNION ALL ",
            rows.Index()
                .Select(item => SourceDefaults.Complete(source, item.Item, item.Index + 1))
                .Select(row => "SELECT " + string.Join(", ", row.Select(cell => $"{Quoted(cell.Value)} AS {cell.Key}")))
        );

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
