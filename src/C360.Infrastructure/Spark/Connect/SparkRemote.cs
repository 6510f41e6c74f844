namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// A Spark Connect address, <c>sc://host[:port]/;key=value;key=value</c>, read in full. What is wrong with one is said without repeating any value: it
/// may be a secret, or a piece of one that has a semicolon.
/// </summary>
internal sealed partial record SparkRemote
{
    /// <summary>The port of an address without one.</summary>
    public const int DefaultPort = 15002;

    /// <summary>The largest message to take when the address does not say: 128 MB, as the servers send.</summary>
    public const int DefaultMaxMessageSize = 128 * 1024 * 1024;

    private SparkRemote() { }

    /// <summary>The host: a name, an IPv4 address, or an IPv6 address in brackets.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Whether the connection is encrypted. <c>use_ssl</c> says so; without it, a token means yes unless the host is this machine.</summary>
    public bool UseTls { get; init; }

    /// <summary>The user in whose name sessions are opened.</summary>
    public string UserId { get; init; } = Environment.UserName is { Length: > 0 } user ? user : "c360";

    /// <summary>What the client calls itself: the address's user_agent or else the app's name, then the versions of what it speaks and runs on.</summary>
    public string ClientType { get; init; } = ClientTypeOf("c360");

    /// <summary>The largest message to take, in bytes.</summary>
    public int MaxMessageSize { get; init; } = DefaultMaxMessageSize;

    /// <summary>Whether the connection is pinged, so that a peer that died in silence is noticed.</summary>
    public bool KeepAlive { get; init; } = true;

    /// <summary>How long the connection is silent before a ping.</summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the answer to a ping may take.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether it is pinged while no call runs. Servers before 4.3 close the connection after the second such ping.</summary>
    public bool KeepAliveWithoutCalls { get; init; }

    /// <summary>The metadata of every call: <c>authorization</c>, and every key that is no setting of the client's.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Where to connect to.</summary>
    public Uri Address => new($"{(UseTls ? "https" : "http")}://{Host}:{Port}");

    /// <summary>Host and port, for people and logs: no token, no header.</summary>
    public override string ToString() => $"sc://{Host}:{Port}{(UseTls ? " (TLS)" : "")}";
}
