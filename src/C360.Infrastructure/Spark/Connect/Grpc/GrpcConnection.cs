using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Google.Protobuf;

namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>Calls of Spark's service over HTTP/2, all sessions over the same few connections. There is no gRPC library to be had.</summary>
internal sealed class GrpcConnection : IDisposable
{
    private const string Service = "/spark.connect.SparkConnectService/";
    private const long LongestTimeout = 99_999_999; // the protocol has eight digits

    private readonly HttpMessageInvoker _client;
    private readonly SparkRemote _remote;
    private readonly TimeProvider _time;
    private int _connections;

    /// <summary>Prepares calls; connects with the first.</summary>
    /// <param name="remote">Where the server is, and how to speak to it.</param>
    /// <param name="time">The clock of the deadlines.</param>
    public GrpcConnection(SparkRemote remote, TimeProvider time)
    {
        (_remote, _time) = (remote, time);
        SocketsHttpHandler handler = HandlerOf(remote);
        handler.ConnectCallback = ConnectAsync;
        _client = new HttpMessageInvoker(handler);
    }

    /// <summary>How many connections have been made. When it grows, the server behind them may be another than before.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The largest message.</summary>
    internal int MaxMessageSize => _remote.MaxMessageSize;

    /// <summary>A call with a stream of answers; sent when the first is asked for.</summary>
    /// <param name="rpc">The call's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="parse">Reads an answer; its bytes are good until the next is asked for.</param>
    /// <param name="timeout">How long the call may take in all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public GrpcCall<TResponse> Stream<TResponse>(
        string rpc,
        IMessage request,
        Func<ReadOnlyMemory<byte>, TResponse> parse,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
        where TResponse : class =>
        new(this, new GrpcRequest(rpc, GrpcFrame.Of(request, MaxMessageSize), timeout), parse, _time, cancellationToken);

    /// <summary>A call with one answer.</summary>
    /// <param name="rpc">The call's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="parser">Reads the answer.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GrpcException">It ended in any other way.</exception>
    public async Task<TResponse> UnaryAsync<TResponse>(
        string rpc,
        IMessage request,
        MessageParser<TResponse> parser,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
        where TResponse : class, IMessage<TResponse>
    {
        await using GrpcCall<TResponse> call = Stream(rpc, request, bytes => parser.ParseFrom(bytes.Span), timeout, cancellationToken);
        TResponse? response = await call.NextAsync();
        return response is null || await call.NextAsync() is not null
            ? throw new GrpcException(
                GrpcStatus.Internal,
                $"{rpc} wants one answer, and there was {(response is null ? "none" : "another")}"
            )
            : response;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>How connections are made and kept.</summary>
    internal static SocketsHttpHandler HandlerOf(SparkRemote remote)
    {
        SocketsHttpHandler handler = new()
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            EnableMultipleHttp2Connections = true,
            MaxResponseHeadersLength = 128, // kB; an error's details are in them
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = false,
        };
        if (!remote.KeepAlive)
            return handler;
        handler.KeepAlivePingDelay = remote.KeepAliveDelay;
        handler.KeepAlivePingTimeout = remote.KeepAliveTimeout;
        // Servers before 4.3 take pings without a call for an attack, and close the connection.
        handler.KeepAlivePingPolicy = remote.KeepAliveWithoutCalls
            ? HttpKeepAlivePingPolicy.Always
            : HttpKeepAlivePingPolicy.WithActiveRequests;
        return handler;
    }

    /// <summary>Sends a request; returns when the answer's headers are there.</summary>
    internal async Task<HttpResponseMessage> SendAsync(GrpcRequest call, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_remote.Address, Service + call.Rpc))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(call.Frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("user-agent", _remote.ClientType);
        long milliseconds = Math.Clamp((long)call.Timeout.TotalMilliseconds, 1, LongestTimeout);
        request.Headers.Add("grpc-timeout", string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m"));
        foreach ((string name, string value) in _remote.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            Interlocked.Increment(ref _connections);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
