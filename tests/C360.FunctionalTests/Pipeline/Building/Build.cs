using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>A whole build of a folder of sources with the shipped models, and what came out of it.</summary>
internal sealed class Build : IDisposable
{
    private Build(string folder, PipelineResult result, IReadOnlyList<PipelineProgress> progress) =>
        (Folder, Result, Progress) = (folder, result, progress);

    /// <summary>What the embedded engine may use.</summary>
    public static DuckDbSettings Resources { get; } = new() { Threads = 2, MemoryLimit = "1GB" };

    /// <summary>Where the outcome lies.</summary>
    public string Folder { get; }

    public PipelineResult Result { get; }

    public IReadOnlyList<PipelineProgress> Progress { get; }

    /// <summary>The report on a source.</summary>
    public SourceReport this[string source] => Result.Sources.Single(report => report.Source == source);

    public static async Task<Build> RunAsync(
        SourceFolder data,
        string asOf = "2025-06-20",
        string today = "2025-06-20",
        Action<PipelineProgress>? onProgress = null,
        IPipelineEngine? engine = null,
        string? models = null,
        CancellationToken cancellationToken = default
    )
    {
        string folder = Directory.CreateTempSubdirectory("c360-build-").FullName;
        try
        {
            Assert.That(AsOfSetting.TryParse(asOf, out AsOfSetting? setting), Is.True);
            var run = new PipelineRun(
                data.Path,
                models ?? Path.Combine(AppContext.BaseDirectory, "pipeline"),
                setting!,
                DateOnly.Parse(today),
                new DateTimeOffset(2025, 6, 20, 14, 30, 0, TimeSpan.Zero),
                12.50m,
                folder
            );
            var progress = new List<PipelineProgress>();
            engine ??= new DuckDbPipelineEngine(Resources);
            PipelineResult result = await engine.BuildAsync(run, new Told(progress, onProgress), cancellationToken);
            var build = new Build(folder, result, progress);
            build.AssertThatRejectedRowsAreKept();
            return build;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Rows of a query over the outcome, their values as text with a bar between them; ∅ is null.</summary>
    public string[] Rows(string sql)
    {
        var settings = new DuckDbSettings
        {
            Threads = 1,
            ReadOnly = true,
            AllowedDirectories = [Folder],
        };
        using DuckDbDatabase database = DuckDbDatabase.Open(Path.Combine(Folder, DuckDbPipelineEngine.FileName), settings);
        using DuckDbConnection connection = database.Connect();
        using DuckDbReader reader = connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM ({sql})", CancellationToken.None);
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsNull(i) ? "∅" : reader.String(i))));
        }
        return [.. rows];
    }

    // Whatever a test is about: as many rows are kept as the reports count.
    private void AssertThatRejectedRowsAreKept()
    {
        IEnumerable<string> counted = Result.Sources.SelectMany(report =>
            report.Rejected.Select(reason => $"{report.Source}|{reason.Key}|{reason.Value}")
        );
        Assert.That(
            Rows("SELECT source, reason, count(*) FROM rejected_rows GROUP BY source, reason"),
            Is.EquivalentTo(counted),
            "rejected_rows and the reports"
        );
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class Told(List<PipelineProgress> all, Action<PipelineProgress>? also) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value)
        {
            all.Add(value);
            also?.Invoke(value);
        }
    }
}
