// Long because it holds all that the answers to a session's calls tell of it.
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Polly;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>The calls of one session, and what they tell of it: whether it is lost, whether the server can be reached.</summary>
internal sealed class SessionCalls(string sessionId, SparkRequests requests, GrpcConnection connection, TimeProvider time, ILogger logger)
{
    private readonly ResiliencePipeline _retries = RetryPolicy.Pipeline(time);
    private volatile bool _lost;
    private volatile bool _nobodyThere;
    private int _outages;

    /// <summary>The session's id.</summary>
    public string SessionId => sessionId;

    /// <summary>Its requests.</summary>
    public SparkRequests Requests => requests;

    /// <summary>Where they go.</summary>
    public GrpcConnection Connection => connection;

    /// <summary>What nobody waits for.</summary>
    public BackgroundCalls Background { get; } = new(time);

    /// <summary>Whether the session is gone on the server.</summary>
    public bool IsLost => _lost;

    /// <summary>Whether words of courtesy are in vain: the session is gone, or the last call found nobody there.</summary>
    public bool IsGone => _lost || _nobodyThere;

    /// <summary>How often the server could not be reached.</summary>
    public int Outages => Volatile.Read(ref _outages);

    /// <summary>Makes a call, again when it may pass.</summary>
    /// <exception cref="SparkException">It failed.</exception>
    public async Task<TResponse> CallAsync<TResponse>(
        string rpc,
        Func<IMessage> request,
        MessageParser<TResponse> parser,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await _retries.ExecuteAsync(async token => await OnceAsync(rpc, request(), parser, deadline, token), cancellationToken);
        }
        catch (GrpcException exception)
        {
            throw await ExplainAsync(exception, cancellationToken);
        }
    }

    /// <summary>Makes a call once.</summary>
    /// <exception cref="GrpcException">It failed.</exception>
    public async Task<TResponse> OnceAsync<TResponse>(
        string rpc,
        IMessage request,
        MessageParser<TResponse> parser,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            TResponse response = await connection.UnaryAsync(rpc, request, parser, deadline, cancellationToken);
            _nobodyThere = false;
            return response;
        }
        catch (GrpcException exception)
        {
            Note(exception);
            throw;
        }
    }

    /// <summary>A stream of an execution's responses.</summary>
    public GrpcCall<ExecutePlanResponse> Stream(string rpc, IMessage request, CancellationToken cancellationToken) =>
        connection.Stream(rpc, request, ExecuteResponses.Parse, RpcDeadlines.Stream, cancellationToken);

    /// <summary>Checks that an answer is this session's, and still that of the same server.</summary>
    /// <exception cref="SparkException">The session is lost, or the answer another's.</exception>
    public void Observe(string answered, string serverSession)
    {
        _nobodyThere = false;
        if (answered.Length > 0 && answered != sessionId)
            throw new SparkException(SparkErrorKind.Protocol, "The answer is that of another session");
        if (serverSession.Length > 0)
            requests.ObservedServerSession ??= serverSession;
        if (_lost || (serverSession.Length > 0 && requests.ObservedServerSession != serverSession))
            throw Lost();
    }

    /// <summary>Notes that the session is lost.</summary>
    /// <returns>The failure to tell it by.</returns>
    public SparkException Lost()
    {
        _lost = true;
        return new SparkException(
            SparkErrorKind.SessionLost,
            "The server was restarted, or has ended the session: its views and settings are gone"
        )
        {
            ErrorClass = "INVALID_HANDLE.SESSION_CHANGED",
        };
    }

    /// <summary>The failure of a statement whose session was disposed of on this side.</summary>
    public SparkException Ended(Exception? inner = null) =>
        _lost ? Lost() : new SparkException(SparkErrorKind.Unreachable, "The session was ended while the statement ran", inner);

    /// <summary>Takes from a failure what it tells of the session.</summary>
    public void Note(GrpcException exception)
    {
        _nobodyThere = exception.NeverSent;
        _lost |= exception.Failure.IsSessionLost;
        if (exception.Status == GrpcStatus.Unavailable)
            Interlocked.Increment(ref _outages);
    }

    /// <summary>The failure with what else the server knows of it, if it can be asked; asked once.</summary>
    public async Task<SparkException> ExplainAsync(GrpcException exception, CancellationToken cancellationToken)
    {
        SparkFailure failure = exception.Failure;
        if (!failure.HasDetails || IsGone)
            return failure.ToException(exception);
        try
        {
            IMessage request = requests.ErrorDetails(failure.ErrorId!);
            failure = SparkErrors.Enriched(
                failure,
                await connection.UnaryAsync(
                    "FetchErrorDetails",
                    request,
                    FetchErrorDetailsResponse.Parser,
                    RpcDeadlines.Short,
                    cancellationToken
                )
            );
        }
        catch (Exception unexplained) when (unexplained is GrpcException or OperationCanceledException)
        {
            logger.LogDebug(unexplained, "The server does not explain its error");
        }
        return failure.ToException(exception);
    }
}
