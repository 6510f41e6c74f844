using C360.Domain.Snapshots;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.SampleData;

namespace C360.FunctionalTests.SampleData;

/// <summary>What the pipeline makes of sample data.</summary>
/// <param name="Result">What it found in the sources.</param>
/// <param name="Profiles">The rows of customer_analytics_c360.</param>
internal sealed record SampleBuild(PipelineResult Result, IReadOnlyList<IReadOnlyDictionary<string, object?>> Profiles)
{
    public static readonly DateOnly AsOf = new(2026, 6, 20);

    public static async Task<SampleBuild> OfAsync(int customers, int seed, SampleDataFormat format)
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory("c360-sample-");
        try
        {
            PipelineRun run = new(
                Path.Combine(parent.FullName, "data"),
                Path.Combine(AppContext.BaseDirectory, "pipeline"),
                new AsOfSetting(AsOfKind.Latest),
                Today: AsOf.AddDays(30),
                BuiltAt: new DateTimeOffset(AsOf.AddDays(30), default, TimeSpan.Zero),
                SupportCostPerTicket: 12.50m,
                parent.CreateSubdirectory("snapshot").FullName
            );
            SampleDataGenerator.Generate(new SampleDataOptions(customers, seed, AsOf, format, run.DataPath), CancellationToken.None);
            DuckDbPipelineEngine engine = new(new DuckDbSettings());
            PipelineResult result = await engine.BuildAsync(run, new Progress<PipelineProgress>(), CancellationToken.None);
            return new SampleBuild(result, Rows(Path.Combine(run.Folder, DuckDbPipelineEngine.FileName)));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    private static List<IReadOnlyDictionary<string, object?>> Rows(string file)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open(file, new DuckDbSettings { ReadOnly = true });
        using DuckDbConnection connection = database.Connect();
        using DuckDbReader reader = connection.Query("SELECT * FROM customer_analytics_c360", CancellationToken.None);
        List<IReadOnlyDictionary<string, object?>> rows = [];
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.Name, reader.Value));
        return rows;
    }
}
