using C360.Infrastructure.DuckDb;

namespace C360.Bench;

/// <summary>Generates sources of any size with the engine itself.</summary>
internal static class ScaleData
{
    public static void Generate(int customers, string format, string folder)
    {
        foreach (string name in (string[])["customer", "sales", "products", "logistics"])
            Directory.CreateDirectory(Path.Combine(folder, name));
        using Stream stream = typeof(ScaleData).Assembly.GetManifestResourceStream("scale.sql")!;
        using var reader = new StreamReader(stream);
        string sql = reader
            .ReadToEnd()
            .Replace("'OUT/", $"'{folder}/", StringComparison.Ordinal)
            .Replace(".EXT'", $".{format}'", StringComparison.Ordinal)
            .Replace(" OPTS;", format == "csv" ? " (HEADER);" : " (FORMAT parquet);", StringComparison.Ordinal);
        using DuckDbDatabase database = DuckDbDatabase.Open(
            ":memory:",
            new DuckDbSettings { AllowedDirectories = [folder], TempDirectory = folder + "/temp" }
        );
        using DuckDbConnection connection = database.Connect();
        connection.Execute($"SET VARIABLE n = {customers};\n{sql}");
    }
}
