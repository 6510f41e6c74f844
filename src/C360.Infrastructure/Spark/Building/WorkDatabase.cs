using System.Security.Cryptography;
using System.Text;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Spark.Building;

/// <summary>
/// The database in which a build on Spark has its tables. Its files lie in the folder of the build, so that they go with it, whatever dies. Its name is the build's own, so that
/// nobody drops another's who has come after; it begins as those of all builds for the same snapshots do, so that what a dead one has left is found by the next.
/// </summary>
internal sealed class WorkDatabase : IAsyncDisposable
{
    private static readonly TimeSpan MostForCleaning = TimeSpan.FromSeconds(5);

    private readonly ISparkSession _session;
    private readonly string _files;
    private bool _isDropped;

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
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string beginning = $"c360_build_{Hash(Path.GetDirectoryName(full)!)}_";
        await DropLeftoversAsync(beginning, tables);
        var work = new WorkDatabase(beginning + Hash(Path.GetFileName(full)), session, tables, Path.Combine(full, "tables"));
        await tables.ExecuteAsync($"CREATE DATABASE {work.Name} LOCATION {SparkSqlText.Quoted(SparkSqlText.Local(work._files))}");
        return work;
    }

    /// <summary>Makes a table, and a view of the same plain name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="select">Its rows.</param>
    /// <param name="progress">Told how far it is.</param>
    public Task MakeAsync(string name, string select, IProgress<double>? progress = null) => MakeAsync(name, [select], progress);

    /// <summary>Makes a table of several queries, one statement after the other, and a view of the same plain name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="selects">Its rows, in columns of the same types.</param>
    /// <param name="progress">Told how far it is.</param>
    public async Task MakeAsync(string name, IReadOnlyList<string> selects, IProgress<double>? progress = null)
    {
        foreach ((int place, string select) in selects.Index())
        {
            string into = place == 0 ? $"CREATE TABLE {Name}.{name} USING parquet AS" : $"INSERT INTO {Name}.{name}";
            // The line end closes a comment at the end of the text.
            await Tables.ExecuteAsync($"{into}\n{select}\n", progress is null ? null : new Part(progress, place, selects.Count));
        }
        await Tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT * FROM {Name}.{name}");
    }

    /// <summary>Removes it after a build that went well, and makes sure of its files: they lie in what becomes a version.</summary>
    /// <exception cref="RefreshFailedException">Neither Spark nor the service can remove them.</exception>
    public async Task EndAsync()
    {
        try
        {
            await Tables.ExecuteAsync(DropOf(Name));
            _isDropped = true;
        }
        catch (SparkException) { }
        RemoveFiles();
        if (Path.Exists(_files))
            throw SparkBuildFailure.OfPermissions();
    }

    /// <summary>Removes it, if that can be: the folder of its files goes in any case, and the next build drops what the cluster still knows of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDropped)
            return;
        using var enough = new CancellationTokenSource(MostForCleaning);
        try
        {
            await _session.ExecuteAsync(new SparkStatement(DropOf(Name)), enough.Token);
        }
        catch (Exception error) when (error is SparkException or OperationCanceledException) { }
        RemoveFiles();
    }

    // Whoever gets here has the lock of the snapshots, so that all others are dead. That holds for a cluster, which sees one folder under one path; two clusters with different
    // folders under the same path must not share a metastore. (Not measured on servers: SHOW DATABASES. In its pattern only * and | are special.)
    private static async Task DropLeftoversAsync(string beginning, SparkTables tables)
    {
        IReadOnlyList<object?[]> rows = await tables.RowsAsync($"SHOW DATABASES LIKE '{beginning}*'");
        foreach (string name in rows.Select(row => (string)row[0]!).Where(name => name.StartsWith(beginning, StringComparison.Ordinal)))
        {
            try
            {
                await tables.ExecuteAsync(DropOf(name));
            }
            // It is in nobody's way.
            catch (SparkException error) when (error.Kind is SparkErrorKind.Statement or SparkErrorKind.Engine) { }
        }
    }

    private void RemoveFiles()
    {
        try
        {
            Directory.Delete(_files, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }

    private static string DropOf(string name) => $"DROP DATABASE IF EXISTS {name} CASCADE";

    // Of a path alone, whatever the machine.
    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];

    private sealed class Part(IProgress<double> whole, int place, int count) : IProgress<double>
    {
        public void Report(double value) => whole.Report(((100 * place) + value) / count);
    }
}
