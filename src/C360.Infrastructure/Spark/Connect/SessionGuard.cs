using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// Notices that a server before 4.0 has been restarted: it goes on without a word, with default settings and without the views. A setting of our own
/// is the mark; it is looked for whenever there was reason to doubt, before anything is believed that came since.
/// </summary>
internal sealed class SessionGuard(SessionCalls calls)
{
    /// <summary>The setting.</summary>
    public const string Key = "c360.session";

    private string? _mark;
    private int _settled;

    /// <summary>Another connection may lead to another server; so may the same one after a failure.</summary>
    private int Doubts => calls.Connection.Connections + calls.Outages;

    /// <summary>Makes a mark, to be set on the server.</summary>
    public KeyValuePair<string, string> Arm()
    {
        _settled = Doubts;
        _mark = Guid.NewGuid().ToString();
        return new KeyValuePair<string, string>(Key, _mark);
    }

    /// <summary>Looks for the mark if there is reason to.</summary>
    /// <exception cref="SparkException">It is gone, and with it the session; or the server cannot be asked.</exception>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken)
    {
        int doubts = Doubts;
        if (_mark is null || doubts == Volatile.Read(ref _settled))
            return;

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
    }
}
