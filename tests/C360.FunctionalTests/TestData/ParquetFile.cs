using C360.Infrastructure.DuckDb;

namespace C360.FunctionalTests.TestData;

/// <summary>Writes Parquet into a folder of sources.</summary>
internal static class ParquetFile
{
    /// <summary>The rows of a SELECT, with its types.</summary>
    public static void Write(SourceFolder data, string relativePath, string select)
    {
        string path = Path.Combine(data.Path, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using DuckDbDatabase database = DuckDbDatabase.Open(
            ":memory:",
            new DuckDbSettings { Threads = 1, AllowedDirectories = [data.Path] }
        );
        using DuckDbConnection connection = database.Connect();
        connection.Execute($"COPY ({select}) TO '{path}' (FORMAT parquet)");
    }

    /// <summary>The CSV file of a source, every column as text.</summary>
    public static void WriteText(SourceFolder data, string relativePath, string source) =>
        Write(data, relativePath, $"SELECT * FROM read_csv('{data.Path}/{source}.csv', header = true, all_varchar = true, nullstr = '∅')");
}
