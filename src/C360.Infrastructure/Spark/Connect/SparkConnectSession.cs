using System.Collections.Concurrent;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>A session over Spark Connect.</summary>
internal sealed class SparkConnectSession : ISparkSession
{
    private readonly SessionCalls _calls;
    private readonly SessionGuard _guard;
    private readonly string _appName;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Execution, bool> _running = [];
    private int _disposed;

    private SparkConnectSession(SessionCalls calls, string appName, TimeProvider time, ILogger logger)
    {
        (_calls, _appName, _time, _logger) = (calls, appName, time, logger);
        _guard = new SessionGuard(calls, time);
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
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what the server warns of.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<SparkConnectSession> OpenAsync(
        SessionCalls calls,
        string appName,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        SparkConnectSession session = new(calls, appName, time, logger);
        try
        {
            SessionSetUp setUp = new(calls, session._guard, logger);
            session.Version = await setUp.RunAsync(cancellationToken);
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
        Execution execution = await BeginAsync(statement, asCommand: false, cancellationToken);
        return await SparkConnectReader.OpenAsync(execution, () => End(execution));
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        Execution execution = await BeginAsync(statement, asCommand: true, cancellationToken);
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
        await _calls.Background.JoinAsync(RpcDeadlines.Farewell);
        if (_calls.IsGone)
            return;
        try
        {
            await _calls.OnceAsync(
                "ReleaseSession",
                _calls.Requests.ReleaseSession(),
                ReleaseSessionResponse.Parser,
                RpcDeadlines.Farewell,
                CancellationToken.None
            );
        }
        catch (GrpcException exception)
        {
            // 3.5 cannot end sessions; it forgets idle ones by itself, as all do.
            _logger.LogDebug(exception, "The session is left to expire");
        }
    }

    private async Task<Execution> BeginAsync(SparkStatement statement, bool asCommand, CancellationToken cancellationToken)
    {
        if (IsLost)
            throw _calls.Lost();
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        await _guard.VerifyAsync(cancellationToken);
        ExecutePlanRequest request = _calls.Requests.Execute(
            statement,
            Guid.NewGuid().ToString(),
            asCommand,
            [_appName, .. statement.Tags],
            allowChunks: SparkVersion.CutsBatches(Version)
        );
        var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Execution execution = new(_calls, _guard, request, statement.Progress, _time, cancelled, cancellationToken);
        _running[execution] = true;
        if (Volatile.Read(ref _disposed) == 0)
            return execution;
        // It may have come too late to be ended with the others.
        await End(execution);
        throw _calls.Ended();
    }

    private async ValueTask End(Execution execution)
    {
        _running.TryRemove(execution, out _);
        await execution.DisposeAsync();
    }
}
