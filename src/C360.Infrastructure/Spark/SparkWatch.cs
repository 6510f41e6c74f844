using C360.Application.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark;

/// <summary>Looks every few seconds whether Spark is there, and ends what dead processes have left on it. Nothing waits for this.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="state">Told what was seen.</param>
/// <param name="options">How it is reached.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when Spark comes and goes.</param>
internal sealed class SparkWatch(
    RememberedSparkCluster cluster,
    SparkState state,
    SparkOptions options,
    TimeProvider time,
    ILogger<SparkWatch> logger
) : BackgroundService
{
    /// <summary>Of a constant, which no task is started for: a cluster that is busy answers all the same.</summary>
    private static readonly SparkStatement Probe = new("SELECT * FROM (VALUES (1))") { Tags = ["health"] };

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Kept until it is lost: a session for each look would stay on the cluster for an hour, and 3.5 has room for a hundred.</summary>
    private ISparkSession? _session;
    private bool _isKnown;

    /// <summary>Looks until the service stops.</summary>
    /// <param name="stoppingToken">The service stops.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ShowsToken)
            logger.LogWarning("SPARK_REMOTE has use_ssl=false: whoever is on the network to Spark can read the token");
        using var timer = new PeriodicTimer(BetweenLooks, time);
        try
        {
            do
            {
                if (await WithinAsync(LookAsync, stoppingToken) is { } gone)
                    Gone(gone);
                else if (await WithinAsync(cluster.EndAbandonedAsync, stoppingToken) is { } left)
                    logger.LogDebug(left, "What dead processes have left on Spark could not be ended; it is tried again");
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; the session ends with the cluster.
        }
    }

    /// <summary>Does it in time; what it failed of, or null.</summary>
    private async Task<Exception?> WithinAsync(Func<CancellationToken, Task> act, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            await act(either.Token);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            return exception;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(cancellationToken);
        }
        catch (SparkException exception) when (exception.Kind == SparkErrorKind.SessionLost || _session is { IsLost: true })
        {
            // It is there again, or all the time: only the session is gone.
            if (_session is { } lost)
            {
                _session = null;
                await lost.DisposeAsync();
            }
            await AskAsync(cancellationToken);
        }
        if (state.Status != SparkStatus.Available || !_isKnown)
            logger.LogInformation("Spark {SparkVersion} is there", _session!.Version);
        (state.Version, _isKnown) = (_session!.Version, true);
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        _session ??= await cluster.OpenAsync(cancellationToken);
        await using ISparkReader reader = await _session.QueryAsync(Probe, cancellationToken);
        while (await reader.ReadAsync()) { }
    }

    private void Gone(Exception exception)
    {
        if (state.Status == SparkStatus.Available || !_isKnown)
            logger.LogWarning(exception, "Spark does not answer");
        (state.Version, _isKnown) = (null, true);
    }
}
