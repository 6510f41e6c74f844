using System.Security.Cryptography;
using System.Text;

namespace C360.Infrastructure.Spark.Building;

/// <summary>
/// The database in which a build on Spark has its tables. Its files lie in the folder of the build, so that they go with it, whatever dies; its name hangs on the folder of
/// the snapshots, where only one builds at a time, so that what a dead build has left is found by the next.
/// </summary>
internal sealed class WorkDatabase : IAsyncDisposable
{
    private static readonly TimeSpan MostForCleaning = TimeSpan.FromSeconds(5);

    private readonly ISparkSession _session;
    private readonly string _files;

    private WorkDatabase(string name, ISparkSession session, SparkTables tables, string files) =>
        (Name, _session, Tables, _files) = (name, session, tables, files);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the session sees.</summary>
    public SparkTables Tables { get; }

    /// <summary>Makes it, empty.</summary>
    /// <param name="folder">The folder of the build.</param>
    /// <param name="session">The session of the build.</param>
    /// <param name="tables">What the session sees.</param>
    public static async Task<WorkDatabase> MakeAsync(string folder, ISparkSession session, SparkTables tables)
    {
        string full = Path.GetFullPath(folder);
        var work = new WorkDatabase(NameOf(Path.GetDirectoryName(full)!), session, tables, Path.Combine(full, "tables"));
        await tables.ExecuteAsync(work.Drop);
        await tables.ExecuteAsync($"CREATE DATABASE {work.Name} LOCATION {SparkSqlText.Quoted(SparkSqlText.Local(work._files))}");
        return work;
    }

    /// <summary>Makes a table, and a view of the same plain name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="select">Its rows.</param>
    /// <param name="progress">Told how far it is.</param>
    public async Task MakeAsync(string name, string select, IProgress<double>? progress = null)
    {
        // The line end closes a comment at the end of the text.
        await Tables.ExecuteAsync($"CREATE TABLE {Name}.{name} USING parquet AS\n{select}\n", progress);
        await Tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT * FROM {Name}.{name}");
    }

    /// <summary>Removes it, if that can be: the folder of its files goes in any case, and the next build drops what the cluster still knows of it.</summary>
    public async ValueTask DisposeAsync()
    {
        using var enough = new CancellationTokenSource(MostForCleaning);
        try
        {
            await _session.ExecuteAsync(new SparkStatement(Drop), enough.Token);
        }
        catch (Exception error) when (error is SparkException or OperationCanceledException) { }
        try
        {
            Directory.Delete(_files, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }

    private string Drop => $"DROP DATABASE IF EXISTS {Name} CASCADE";

    private static string NameOf(string snapshots) =>
        $"c360_build_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(snapshots)))[..16]}";
}
