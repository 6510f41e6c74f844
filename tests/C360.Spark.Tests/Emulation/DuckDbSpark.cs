using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>
/// A cluster that runs the little Spark SQL that we send on an embedded DuckDB: its sessions are connections to one database in memory. It proves the flow
/// (which statements, in which order, what becomes of failures) and what our SQL means. It does not prove that Spark accepts it: that is for the recorded
/// traffic and for real servers. What it does not know it refuses, so that nothing slips through that nobody has looked at.
/// </summary>
/// <param name="folders">The only folders that statements may read and write.</param>
internal sealed class DuckDbSpark(params string[] folders) : ISparkCluster, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SparkStatement> _statements = [];
    private readonly List<string> _ended = [];
    private readonly List<DuckDbSparkSession> _sessions = [];
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(
        ":memory:",
        new DuckDbSettings
        {
            Threads = 2,
            MemoryLimit = "1GB",
            AllowedDirectories = [.. folders.Select(Path.GetFullPath)],
        }
    );

    /// <inheritdoc/>
    public string Name => "sc://emulated:15002 tester";

    /// <summary>The version that it plays.</summary>
    public string Version { get; init; } = "4.0.5";

    /// <summary>Whether a folder that is written completely says so.</summary>
    public bool MarksOutput { get; init; } = true;

    /// <summary>Asked before each statement, with its number from 1: what it returns is what the statement fails with.</summary>
    public Func<int, SparkStatement, Exception?>? Fault { get; set; }

    /// <summary>Awaited before each statement runs.</summary>
    public Func<SparkStatement, CancellationToken, Task>? Before { get; set; }

    /// <summary>Changes a statement's text before it runs, so that the cluster does not tell the truth.</summary>
    public Func<string, string>? Falsify { get; set; }

    /// <summary>Whether nobody answers any more: what is asked fails as unreachable.</summary>
    public bool IsGone { get; set; }

    /// <summary>Where the databases that are there have their tables, by name.</summary>
    internal Dictionary<string, string> Locations { get; } = [];

    /// <summary>The statements that it was given, in the order of their beginnings.</summary>
    public IReadOnlyList<SparkStatement> Statements
    {
        get
        {
            lock (_lock)
                return [.. _statements];
        }
    }

    /// <summary>The sessions that <see cref="EndAsync"/> was asked to end.</summary>
    public IReadOnlyList<string> Ended
    {
        get
        {
            lock (_lock)
                return [.. _ended];
        }
    }

    /// <summary>The sessions that were opened, open or not.</summary>
    public IReadOnlyList<DuckDbSparkSession> Sessions
    {
        get
        {
            lock (_lock)
                return [.. _sessions];
        }
    }

    /// <summary>The databases that are there.</summary>
    public IReadOnlyCollection<string> Databases
    {
        get
        {
            lock (_lock)
                return [.. Locations.Keys];
        }
    }

    /// <inheritdoc/>
    public Task<ISparkSession> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfGone();
        var session = new DuckDbSparkSession(this, _database.Connect());
        lock (_lock)
            _sessions.Add(session);
        return Task.FromResult<ISparkSession>(session);
    }

    /// <inheritdoc/>
    public Task EndAsync(string sessionId, CancellationToken cancellationToken)
    {
        ThrowIfGone();
        lock (_lock)
            _ended.Add(sessionId);
        return Task.CompletedTask;
    }

    /// <summary>Loses all sessions, as a server does that starts again: their views are gone, the databases too, their files stay.</summary>
    public void Restart()
    {
        foreach (DuckDbSparkSession session in Sessions)
            session.Lose();
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    internal async Task BeginAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int number;
        lock (_lock)
        {
            _statements.Add(statement);
            number = _statements.Count;
        }
        if (Before is { } before)
            await before(statement, cancellationToken);
        ThrowIfGone();
        if (Fault?.Invoke(number, statement) is { } fault)
            throw fault;
    }

    private void ThrowIfGone()
    {
        if (IsGone)
            throw new SparkException(SparkErrorKind.Unreachable, "The emulated cluster is gone");
    }
}
