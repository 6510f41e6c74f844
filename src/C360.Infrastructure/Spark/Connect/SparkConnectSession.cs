using System.Collections.Concurrent;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>A session over Spark Connect.</summary>
internal sealed class SparkConnectSession : ISparkSession
{
    /// <summary>What every session of ours is set to, in one call: a server before 4.0 that was restarted has none of it.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.ansi.enabled"] = "true", // 3.5 answers NULL to 1/0 without
        ["spark.sql.parquet.datetimeRebaseModeInWrite"] = "CORRECTED", // 3.5 refuses dates before 1582 without
        ["spark.sql.parquet.int96RebaseModeInWrite"] = "CORRECTED",
        ["spark.sql.shuffle.partitions"] = "8", // 200 tasks for a few rows cost seconds
    };

    private readonly SessionCalls _calls;
    private readonly SessionGuard _guard;
    private readonly string _appName;
    private readonly bool _joined;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Execution, bool> _running = [];
    private int _disposed;

    private SparkConnectSession(SessionCalls calls, string appName, bool joined, TimeProvider time, ILogger logger)
    {
        (_calls, _appName, _joined, _time, _logger) = (calls, appName, joined, time, logger);
        _guard = new SessionGuard(calls);
    }

    /// <inheritdoc/>
    public string Id => _calls.SessionId;

    /// <inheritdoc/>
    public string Version { get; private set; } = "";

    /// <inheritdoc/>
    public bool IsLost => _calls.IsLost;

    /// <summary>Asks for the version, which opens the session on the server, and sets it up.</summary>
    /// <param name="calls">The session's calls.</param>
    /// <param name="appName">The service's name, a tag of every statement.</param>
    /// <param name="joined">Whether the session is another's, who ends it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what the server warns of.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<SparkConnectSession> OpenAsync(
        SessionCalls calls,
        string appName,
        bool joined,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        SparkConnectSession session = new(calls, appName, joined, time, logger);
        try
        {
            await session.ReadVersionAsync(cancellationToken);
            await session.SetUpAsync(cancellationToken);
            return session;
        }
        catch
        {
            _ = session.DisposeAsync().AsTask(); // who gives up does not wait for a server that may be silent
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ISparkReader> QueryAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        Execution execution = Begin(statement, asCommand: false, cancellationToken);
        return await SparkConnectReader.OpenAsync(execution, () => End(execution));
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        Execution execution = Begin(statement, asCommand: true, cancellationToken);
        try
        {
            // The reply holds a relation of the statement's rows, to be executed by who wants them.
            while (await execution.NextAsync() is not null) { }
        }
        finally
        {
            await End(execution);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await Task.WhenAll(_running.Keys.Select(execution => execution.DisposeAsync().AsTask()));
        await _calls.Background.JoinAsync(SessionCalls.FarewellDeadline);
        if (_joined || _calls.IsGone)
            return;
        try
        {
            await _calls.OnceAsync(
                "ReleaseSession",
                _calls.Requests.ReleaseSession(),
                ReleaseSessionResponse.Parser,
                SessionCalls.FarewellDeadline,
                CancellationToken.None
            );
        }
        catch (GrpcException exception)
        {
            // 3.5 cannot end sessions; it forgets idle ones by itself, as all do.
            _logger.LogDebug(exception, "The session is left to expire");
        }
    }

    private async Task ReadVersionAsync(CancellationToken cancellationToken)
    {
        AnalyzePlanResponse answer = await _calls.CallAsync(
            "AnalyzePlan",
            _calls.Requests.Version,
            AnalyzePlanResponse.Parser,
            SessionCalls.AnalyzeDeadline,
            cancellationToken
        );
        _calls.Observe(answer.SessionId, answer.ServerSideSessionId);
        Version = answer.SparkVersion?.Version is { Length: > 0 } version
            ? version
            : throw new SparkException(SparkErrorKind.Protocol, "The server does not tell its version");
    }

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> settings = [.. Settings];
        if (!SparkVersion.TellsRestarts(Version))
            settings.Add(_guard.Arm());
        ConfigResponse answer = await _calls.CallAsync(
            "Config",
            () => _calls.Requests.SetConfig(settings),
            ConfigResponse.Parser,
            SessionCalls.ShortDeadline,
            cancellationToken
        );
        _calls.Observe(answer.SessionId, answer.ServerSideSessionId);
        foreach (string warning in answer.Warnings)
            _logger.LogWarning("Spark warns of the session's settings: {Warning}", warning);
    }

    private Execution Begin(SparkStatement statement, bool asCommand, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (IsLost)
            throw _calls.Lost();
        ExecutePlanRequest request = _calls.Requests.Execute(
            statement,
            Guid.NewGuid().ToString(),
            asCommand,
            [_appName, .. statement.Tags],
            allowChunks: SparkVersion.CutsBatches(Version)
        );
        Execution execution = new(_calls, _guard, request, statement.Progress, _time, cancellationToken);
        _running[execution] = true;
        return execution;
    }

    private async ValueTask End(Execution execution)
    {
        _running.TryRemove(execution, out _);
        await execution.DisposeAsync();
    }
}
