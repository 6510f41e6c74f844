using C360.Infrastructure.Spark.Protocol;

namespace C360.Spark.Tests.Server;

/// <summary>
/// A server that accepts everything and knows one result, which it gives for every statement and, from where it was left, for every reattach. With
/// <see cref="Restart"/> it forgets its settings and gets another id, as a server that was killed and started again.
/// </summary>
internal sealed class QuietSpark(string version = "4.0.5", string? serverSession = null) : ISparkService
{
    private readonly Dictionary<string, string> _settings = [];
    private string _serverSession = serverSession ?? Guid.NewGuid().ToString();

    /// <summary>The result; the ids are put in when it is sent.</summary>
    public IReadOnlyList<ExecutePlanResponse> Result { get; set; } = [ScriptedResult.Complete()];

    /// <summary>Only 4.0 and later tell an id of their own.</summary>
    public string ServerSession => version.StartsWith('3') ? "" : _serverSession;

    public IReadOnlyDictionary<string, string> Settings => _settings;

    public void Restart()
    {
        lock (_settings)
            _settings.Clear();
        _serverSession = Guid.NewGuid().ToString();
    }

    public AnalyzePlanResponse Analyze(AnalyzePlanRequest request)
    {
        Check(request.ClientObservedServerSideSessionId);
        return new()
        {
            SessionId = request.SessionId,
            ServerSideSessionId = ServerSession,
            SparkVersion = new AnalyzePlanResponse.Types.SparkVersion { Version = version },
        };
    }

    public ConfigResponse Config(ConfigRequest request)
    {
        Check(request.ClientObservedServerSideSessionId);
        ConfigResponse response = new() { SessionId = request.SessionId, ServerSideSessionId = ServerSession };
        lock (_settings)
        {
            foreach (KeyValue pair in request.Operation.Set?.Pairs ?? [])
                _settings[pair.Key] = pair.Value;
            foreach (string key in request.Operation.GetOption?.Keys ?? [])
                response.Pairs.Add(
                    _settings.TryGetValue(key, out string? value) ? new KeyValue { Key = key, Value = value } : new KeyValue { Key = key }
                );
        }
        return response;
    }

    public IAsyncEnumerable<ExecutePlanResponse> ExecuteAsync(ExecutePlanRequest request, CancellationToken cancellationToken)
    {
        Check(request.ClientObservedServerSideSessionId);
        return Responses(request.SessionId, request.OperationId).ToAsyncEnumerable();
    }

    public IAsyncEnumerable<ExecutePlanResponse> ReattachAsync(ReattachExecuteRequest request, CancellationToken cancellationToken)
    {
        Check(request.ClientObservedServerSideSessionId);
        return Responses(request.SessionId, request.OperationId).Skip(ScriptedResult.Number(request)).ToAsyncEnumerable();
    }

    public ReleaseExecuteResponse Release(ReleaseExecuteRequest request) =>
        new()
        {
            SessionId = request.SessionId,
            OperationId = request.OperationId,
            ServerSideSessionId = ServerSession,
        };

    public InterruptResponse Interrupt(InterruptRequest request) =>
        new()
        {
            SessionId = request.SessionId,
            InterruptedIds = { request.OperationId },
            ServerSideSessionId = ServerSession,
        };

    public ReleaseSessionResponse ReleaseSession(ReleaseSessionRequest request) =>
        version.StartsWith('3')
            ? throw new GrpcFault(12, "Method not found") { Reason = null }
            : new() { SessionId = request.SessionId, ServerSideSessionId = ServerSession };

    public FetchErrorDetailsResponse ErrorDetails(FetchErrorDetailsRequest request) =>
        version.StartsWith('3')
            ? throw new GrpcFault(12, "Method not found") { Reason = null }
            : new() { SessionId = request.SessionId, ServerSideSessionId = ServerSession };

    /// <summary>The responses of a statement, with its ids.</summary>
    public IEnumerable<ExecutePlanResponse> Responses(string sessionId, string operationId) =>
        Result.Select(
            (response, index) =>
            {
                ExecutePlanResponse sent = response.Clone();
                (sent.SessionId, sent.OperationId, sent.ServerSideSessionId) = (sessionId, operationId, ServerSession);
                sent.ResponseId = ScriptedResult.Id(index + 1);
                return sent;
            }
        );

    private void Check(string observed)
    {
        if (observed.Length > 0 && observed != ServerSession)
            throw GrpcFault.Of("INVALID_HANDLE.SESSION_CHANGED");
    }
}
