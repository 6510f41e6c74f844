using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// Tells the server which responses it may forget. Nobody waits for it and nobody minds when it fails: the server forgets by itself, later. One is on its
/// way at a time, and the newest takes the place of those that wait.
/// </summary>
internal sealed class ExecutionReleaser(SessionCalls calls, string operationId)
{
    /// <summary>The server keeps 10 MB for those who reattach; there is no need to hurry.</summary>
    private const long Worthwhile = 1 << 20;

    private readonly Lock _gate = new();
    private long _bytes;
    private string? _until;
    private bool _all;
    private bool _ended;
    private bool _running;

    /// <summary>A response has been read; it is released with others, about every megabyte.</summary>
    public void Consumed(string responseId, long bytes)
    {
        _bytes += bytes;
        if (_bytes < Worthwhile)
            return;
        _bytes = 0;
        Begin(() => _until = responseId);
    }

    /// <summary>The execution has ended; the server forgets it.</summary>
    public void All() => Begin(() => _all = true);

    private void Begin(Action change)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            change();
            if (_running)
                return;
            _running = true;
        }
        calls.Background.Add(Task.Run(ReleaseAsync));
    }

    private async Task ReleaseAsync()
    {
        while (TryTake(out string? until))
        {
            try
            {
                await calls.OnceAsync(
                    "ReleaseExecute",
                    calls.Requests.Release(operationId, until),
                    ReleaseExecuteResponse.Parser,
                    RpcDeadlines.Short,
                    CancellationToken.None
                );
            }
            catch (GrpcException)
            {
                // See above. 4.0.5 fails after an interrupt.
            }
        }
    }

    /// <summary>The next release to send; without <paramref name="until"/> it is one of all.</summary>
    private bool TryTake(out string? until)
    {
        lock (_gate)
        {
            until = _all ? null : _until;
            _running = !_ended && !calls.IsGone && (_all || _until is not null);
            _ended |= _all;
            _until = null;
            return _running;
        }
    }
}
