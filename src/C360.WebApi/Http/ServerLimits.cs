using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace C360.WebApi.Http;

/// <summary>
/// What the server itself cuts off, before a request is one: clients that are slow on purpose, and what is larger than <see cref="RequestSize"/> would ever
/// see. Its refusals have a status and no body.
/// </summary>
internal static class ServerLimits
{
    /// <summary>How long a client may take for the first line and the headers: half a request keeps a connection no longer.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may idle between requests: longer than the pools of common clients and proxies keep one (60 to 90 seconds).</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(120);

    /// <summary>The slowest that a body may come and an answer be taken, after some patience.</summary>
    public static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>So many connections at once; one more is closed at once. An idle one costs about 20 KB.</summary>
    public const int MostConnections = 5000;

    private const int MostHeaders = 200;

    /// <summary>Sets a server so.</summary>
    /// <param name="limits">The server's limits.</param>
    public static void Apply(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = Headers;
        limits.KeepAliveTimeout = KeepAlive;
        limits.MinRequestBodyDataRate = Slowest;
        limits.MinResponseDataRate = Slowest;
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestBodySize = RequestSize.LargestBody;
        limits.MaxRequestLineSize = 2 * (RequestSize.LongestPath + RequestSize.LongestQuery);
        limits.MaxRequestHeadersTotalSize = 2 * RequestSize.LargestHeaders;
        limits.MaxRequestHeaderCount = MostHeaders;
    }
}
