using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// Notices that a server before 4.0 has lost the session: restarted, left idle for an hour, or pushed out by newer ones, it goes on without a word, with
/// default settings and without the views. A setting of our own is the mark; it is looked for whenever there was reason to doubt, before anything is
/// believed that came since.
/// </summary>
internal sealed class SessionGuard(SessionCalls calls, TimeProvider time)
{
    /// <summary>The setting.</summary>
    public const string Key = "c360.session";

    /// <summary>How long a mark that was seen is taken to be there still: well below the hour after which servers forget idle sessions.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(10);

    private string? _mark;
    private int _settled;
    private long _seen;

    /// <summary>Another connection may lead to another server; so may the same one after a failure.</summary>
    private int Doubts => calls.Connection.Connections + calls.Outages;

    /// <summary>Makes a mark, to be set on the server.</summary>
    public KeyValuePair<string, string> Arm()
    {
        (_settled, _seen) = (Doubts, time.GetTimestamp());
        _mark = Guid.NewGuid().ToString();
        return new KeyValuePair<string, string>(Key, _mark);
    }

    /// <summary>Looks for the mark if there is reason to.</summary>
    /// <exception cref="SparkException">It is gone, and with it the session; or the server cannot be asked.</exception>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken)
    {
        if (Doubts != Volatile.Read(ref _settled) || time.GetElapsedTime(Volatile.Read(ref _seen)) > Trust)
            await ConfirmAsync(cancellationToken);
    }

    /// <summary>Looks for the mark in any case: what failed may have done so because the session is not what it was.</summary>
    /// <exception cref="SparkException">It is gone, and with it the session; or the server cannot be asked.</exception>
    public async ValueTask ConfirmAsync(CancellationToken cancellationToken)
    {
        if (_mark is null)
            return;
        (int doubts, long now) = (Doubts, time.GetTimestamp());
        ConfigResponse answer = await calls.CallAsync(
            "Config",
            () => calls.Requests.GetOption(Key),
            ConfigResponse.Parser,
            RpcDeadlines.Short,
            cancellationToken
        );
        calls.Observe(answer.SessionId, answer.ServerSideSessionId);
        if (answer.Pairs.FirstOrDefault(pair => pair.Key == Key)?.Value != _mark)
            throw calls.Lost();
        Volatile.Write(ref _settled, doubts);
        Volatile.Write(ref _seen, now);
    }
}
