using System.Collections;
using System.Text.Json;
using C360.Application.Verification;
using C360.Domain.Snapshots;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;
using C360.Infrastructure.Verification;
using C360.WebApi.Http;

namespace C360.FunctionalTests.Verification;

/// <summary>The embedded engine compared with another that is said to be Spark.</summary>
internal static class Compared
{
    /// <summary>All comparisons with an engine made for the purpose, in order; nothing else is left of it.</summary>
    public static Task<List<EngineComparison>> RunAsync(
        SourceFolder data,
        IPipelineEngine pipeline,
        Action<SqlQuery, IList>? falsify = null,
        Action<EngineComparison>? also = null,
        CancellationToken cancellationToken = default
    ) =>
        InFolderAsync(
            (work, tell) =>
                EngineVerification.RunAsync(
                    type => Settings(type, data.Path, work),
                    (_, _, folder, _) => Task.FromResult(Side(folder, pipeline, falsify)),
                    Render,
                    (_, _) => { },
                    tell + also,
                    cancellationToken
                )
        );

    /// <summary>All comparisons with a cluster that is played, in order; nothing else is left of it.</summary>
    public static Task<List<EngineComparison>> WithSparkAsync(string data, ISparkCluster cluster) =>
        InFolderAsync(
            (work, tell) =>
                EngineVerification.RunAsync(
                    type => Settings(type, data, work),
                    (_, engine, folder, stop) => EngineSides.SparkAsync(cluster, engine, folder, stop),
                    Render,
                    (_, _) => { },
                    tell,
                    CancellationToken.None
                )
        );

    /// <summary>All comparisons with a cluster, in order; nothing else is left of it.</summary>
    public static Task<List<EngineComparison>> WithSparkAsync(string data, string remote) =>
        InFolderAsync(
            (work, tell) =>
                EngineVerification.RunAsync(
                    type => type == typeof(SparkOptions) ? new SparkOptions { SparkRemote = remote } : Settings(type, data, work),
                    Render,
                    (_, _) => { },
                    tell,
                    CancellationToken.None
                )
        );

    private static async Task<List<EngineComparison>> InFolderAsync(Func<string, Action<EngineComparison>, Task> run)
    {
        string work = Directory.CreateTempSubdirectory("c360-verify-").FullName;
        var comparisons = new List<EngineComparison>();
        try
        {
            await run(work, comparisons.Add);
            return comparisons;
        }
        finally
        {
            string[] left = Directory.GetFileSystemEntries(work);
            Directory.Delete(work, recursive: true);
            Assert.That(left, Is.Empty, "left behind, however it ended");
        }
    }

    private static string Render(object value) => JsonSerializer.Serialize(value, value.GetType(), Json.Options);

    private static object Settings(Type type, string data, string work) =>
        type == typeof(PipelineOptions)
            ? new PipelineOptions { C360DataPath = data, C360AsOf = new AsOfSetting(AsOfKind.Date, new DateOnly(2026, 6, 20)) }
        : type == typeof(SnapshotOptions) ? new SnapshotOptions { SnapshotPath = work }
        : type == typeof(EngineOptions) ? new EngineOptions { EngineMemory = "1GB", EngineThreads = 1 }
        : Activator.CreateInstance(type)!;

    private static EngineSide Side(string folder, IPipelineEngine pipeline, Action<SqlQuery, IList>? falsify)
    {
        var file = new SnapshotFile(new DuckDbSettings { Threads = 1, ReadOnly = true });
        SnapshotStore snapshots = EngineSides.Snapshots(folder, file);
        var threads = new EngineThreads(1, "false");
        return new EngineSide(
            snapshots,
            pipeline,
            new FalseExecutor(new DuckDbSqlExecutor(snapshots, file, threads), falsify ?? ((_, _) => { }))
        )
        {
            Owned = [threads],
        };
    }
}
