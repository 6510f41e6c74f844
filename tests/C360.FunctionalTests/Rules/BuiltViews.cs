using C360.Domain.Snapshots;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;

namespace C360.FunctionalTests.Rules;

/// <summary>The rows of the final views of one build over a folder of sources, from their files to the file that a snapshot holds.</summary>
internal sealed class BuiltViews
{
    private BuiltViews(DuckDbConnection connection)
    {
        Profiles = Rows(connection, "customer_analytics_c360").ToDictionary(row => (string)row["customer_id"]!);
        Categories = Rows(connection, "category_sales").ToDictionary(row => (string)row["category"]!);
    }

    /// <summary>customer_analytics_c360 by customer_id, in the order of the table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Profiles { get; }

    /// <summary>category_sales by category, in the order of the table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Categories { get; }

    public static async Task<BuiltViews> OfAsync(SourceFolder data, DateOnly asOf, DateTimeOffset builtAt)
    {
        string folder = Directory.CreateTempSubdirectory("c360-build-").FullName;
        try
        {
            var run = new PipelineRun(
                DataPath: data.Path,
                PipelinePath: Path.Combine(AppContext.BaseDirectory, "pipeline"),
                AsOf: new AsOfSetting(AsOfKind.Date, asOf),
                Today: DateOnly.FromDateTime(builtAt.UtcDateTime),
                BuiltAt: builtAt,
                SupportCostPerTicket: 12.50m,
                Folder: folder
            );
            var engine = new DuckDbPipelineEngine(new DuckDbSettings { Threads = 1 });
            await engine.BuildAsync(run, new Progress<PipelineProgress>(), CancellationToken.None);

            var settings = new DuckDbSettings { Threads = 1, ReadOnly = true };
            using DuckDbDatabase database = DuckDbDatabase.Open(Path.Combine(folder, DuckDbPipelineEngine.FileName), settings);
            using DuckDbConnection connection = database.Connect();
            return new BuiltViews(connection);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<IReadOnlyDictionary<string, object?>> Rows(DuckDbConnection connection, string table)
    {
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        using DuckDbReader reader = connection.Query($"SELECT * FROM {table}", CancellationToken.None);
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.Name, reader.Value));
        return rows;
    }
}
