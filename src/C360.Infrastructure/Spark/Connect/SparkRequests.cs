// Long because it holds every request that the client ever sends.
using C360.Infrastructure.Spark.Protocol;
using RequestOption = C360.Infrastructure.Spark.Protocol.ExecutePlanRequest.Types.RequestOption;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>The requests of one session. The protocol's optional fields are set only when there is a value.</summary>
/// <param name="sessionId">The session's id, chosen by the client.</param>
/// <param name="userId">The user whose session it is; the server knows it by both.</param>
/// <param name="clientType">What the client calls itself.</param>
internal sealed class SparkRequests(string sessionId, string userId, string? clientType)
{
    private readonly UserContext user = new() { UserId = userId };
    private long plans = -1;

    /// <summary>The server's own id of the session, as its first answer gave it: sent back, so that a restarted server notices. Before 4.0 there is none.</summary>
    public string? ObservedServerSession { get; set; }

    /// <summary>Runs a statement, in a way that it can be reattached to when the stream breaks.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="operationId">The id, a UUID, by which it is known from now on.</param>
    /// <param name="asCommand">Whether it is run for what it does; a SELECT answers in one trip when it is not.</param>
    /// <param name="tags">By which it can be found and interrupted; no commas.</param>
    /// <param name="allowChunks">Whether one batch may come in several messages; known since 4.1.</param>
    /// <exception cref="ArgumentException">A parameter's value is of a type that Spark is not given.</exception>
    public ExecutePlanRequest Execute(
        SparkStatement statement,
        string operationId,
        bool asCommand,
        IEnumerable<string> tags,
        bool allowChunks
    )
    {
        ExecutePlanRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            Plan = asCommand ? Command(statement) : Query(statement),
            OperationId = operationId,
            RequestOptions = { new RequestOption { ReattachOptions = new ReattachOptions { Reattachable = true } } },
            Tags = { tags },
        };
        if (allowChunks)
            request.RequestOptions.Add(
                new RequestOption { ResultChunkingOptions = new ResultChunkingOptions { AllowArrowBatchChunking = true } }
            );
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    /// <summary>Asks for the rest of an operation's responses.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="lastResponseId">The last response that came; null when none has.</param>
    public ReattachExecuteRequest Reattach(string operationId, string? lastResponseId)
    {
        ReattachExecuteRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            OperationId = operationId,
        };
        if (lastResponseId is not null)
            request.LastResponseId = lastResponseId;
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    /// <summary>Lets the server forget responses.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="untilResponseId">The last of them; null for all, and the operation with them: what still runs is stopped.</param>
    public ReleaseExecuteRequest Release(string operationId, string? untilResponseId)
    {
        ReleaseExecuteRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            OperationId = operationId,
        };
        if (untilResponseId is null)
            request.ReleaseAll = new ReleaseExecuteRequest.Types.ReleaseAll();
        else
            request.ReleaseUntil = new ReleaseExecuteRequest.Types.ReleaseUntil { ResponseId = untilResponseId };
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    /// <summary>Sets settings of the session.</summary>
    public ConfigRequest SetConfig(IEnumerable<KeyValuePair<string, string>> settings) =>
        Config(
            new ConfigRequest.Types.Operation
            {
                Set = new ConfigRequest.Types.Set
                {
                    Pairs = { settings.Select(setting => new KeyValue { Key = setting.Key, Value = setting.Value }) },
                },
            }
        );

    /// <summary>Asks for a setting that may not be set.</summary>
    public ConfigRequest GetOption(string key) =>
        Config(new ConfigRequest.Types.Operation { GetOption = new ConfigRequest.Types.GetOption { Keys = { key } } });

    /// <summary>Asks for Spark's version; opens the session on the server.</summary>
    public AnalyzePlanRequest Version()
    {
        AnalyzePlanRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            SparkVersion = new AnalyzePlanRequest.Types.SparkVersion(),
        };
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    /// <summary>Interrupts an operation; one that the server does not know is no error.</summary>
    public InterruptRequest InterruptOperation(string operationId)
    {
        InterruptRequest request = Interrupt(InterruptRequest.Types.InterruptType.OperationId);
        request.OperationId = operationId;
        return request;
    }

    /// <summary>Interrupts whatever the session runs.</summary>
    public InterruptRequest InterruptAll() => Interrupt(InterruptRequest.Types.InterruptType.All);

    /// <summary>Ends the session; 3.5 does not know how.</summary>
    public ReleaseSessionRequest ReleaseSession()
    {
        ReleaseSessionRequest request = new() { SessionId = sessionId, UserContext = user };
        return Complete(request, (r, type) => r.ClientType = type, null);
    }

    /// <summary>Asks for the details of an error that the server gave an id; 3.5 does not know how.</summary>
    public FetchErrorDetailsRequest ErrorDetails(string errorId)
    {
        FetchErrorDetailsRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            ErrorId = errorId,
        };
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    private ConfigRequest Config(ConfigRequest.Types.Operation operation)
    {
        ConfigRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            Operation = operation,
        };
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    private InterruptRequest Interrupt(InterruptRequest.Types.InterruptType type)
    {
        InterruptRequest request = new()
        {
            SessionId = sessionId,
            UserContext = user,
            InterruptType = type,
        };
        return Complete(request, (r, type) => r.ClientType = type, (r, id) => r.ClientObservedServerSideSessionId = id);
    }

    private Plan Query(SparkStatement statement)
    {
        SQL sql = new() { Query = statement.Sql };
        foreach ((string name, object? value) in statement.Parameters)
            sql.Args.Add(name, SparkLiterals.Of(name, value));
        return new Plan
        {
            Root = new Relation
            {
                Common = new RelationCommon { PlanId = Interlocked.Increment(ref plans) },
                Sql = sql,
            },
        };
    }

    /// <summary>In the fields of 3.5, which every version takes.</summary>
    private static Plan Command(SparkStatement statement)
    {
        SqlCommand command = new() { Sql = statement.Sql };
        foreach ((string name, object? value) in statement.Parameters)
            command.Args.Add(name, SparkLiterals.Of(name, value));
        return new Plan { Command = new Command { SqlCommand = command } };
    }

    private T Complete<T>(T request, Action<T, string> client, Action<T, string>? observed)
    {
        if (clientType is not null)
            client(request, clientType);
        if (ObservedServerSession is not null)
            observed?.Invoke(request, ObservedServerSession);
        return request;
    }
}
