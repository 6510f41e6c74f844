using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;

namespace C360.FunctionalTests.Pipeline.Building;

internal sealed class ParquetImportTests
{
    [Test]
    public async Task A_folder_named_like_a_value_is_no_column()
    {
        using SourceFolder folder = new();
        const string Env = "env=prod";
        ParquetFile.Write(folder, $"{Env}/parquet/sums/a.parquet", "SELECT 7 AS total");
        ParquetFile.Write(folder, $"{Env}/parquet/rejected_rows/a.parquet", "SELECT CAST(0 AS BIGINT) AS row_id WHERE false");
        string build = Path.Combine(folder.Path, Env);

        await new ParquetImport(Build.Resources).RunAsync(
            build,
            new Dictionary<string, long> { ["sums"] = 1, ["rejected_rows"] = 0 },
            table => Path.Combine(build, "parquet", table),
            CancellationToken.None
        );

        using DuckDbDatabase database = DuckDbDatabase.Open(Path.Combine(build, "c360.duckdb"), Build.Resources with { ReadOnly = true });
        using DuckDbConnection connection = database.Connect();
        using DuckDbReader sums = connection.Query("SELECT * FROM sums", CancellationToken.None);
        Assert.That(sums.Columns.Select(column => column.Name), Is.EqualTo(new[] { "total" }));
    }
}
