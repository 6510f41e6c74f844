using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Arrow;
using Google.Protobuf;

namespace C360.Spark.Tests.Server;

/// <summary>Puts a cluster that has no wire behind a server that has one, so that the whole service can be run against it: 4.0 in its manners.</summary>
/// <param name="cluster">Runs the statements.</param>
/// <param name="rowsPerBatch">How many rows a batch has at most.</param>
internal sealed class WiredSpark(ISparkCluster cluster, int rowsPerBatch = 1000) : ISparkService
{
    private readonly string _serverSession = Guid.NewGuid().ToString();
    private readonly ConcurrentDictionary<string, Task<ISparkSession>> _sessions = new();
    private readonly ConcurrentDictionary<string, List<ExecutePlanResponse>> _operations = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();

    /// <summary>Sessions that have been ended on the server.</summary>
    public ConcurrentBag<string> Released { get; } = [];

    /// <inheritdoc/>
    public AnalyzePlanResponse Analyze(AnalyzePlanRequest request) =>
        new()
        {
            SessionId = request.SessionId,
            ServerSideSessionId = _serverSession,
            SparkVersion = new AnalyzePlanResponse.Types.SparkVersion
            {
                Version = Session(request.SessionId).GetAwaiter().GetResult().Version,
            },
        };

    /// <inheritdoc/>
    public ConfigResponse Config(ConfigRequest request) => new() { SessionId = request.SessionId, ServerSideSessionId = _serverSession };

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExecutePlanResponse> ExecuteAsync(
        ExecutePlanRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // A client that hangs up does not end its statement: only Interrupt does.
        CancellationTokenSource running = _running.GetOrAdd(request.OperationId, _ => new CancellationTokenSource());
        List<ExecutePlanResponse> responses;
        try
        {
            responses = await RunAsync(request, running.Token);
        }
        catch (SparkException exception)
        {
            // Headers have room for a message, not for a whole statement.
            throw new GrpcFault(13, exception.Message[..Math.Min(exception.Message.Length, 2000)])
            {
                ErrorClass =
                    exception.ErrorClass ?? (exception.Kind == SparkErrorKind.SessionLost ? "INVALID_HANDLE.SESSION_CHANGED" : null),
                SqlState = exception.SqlState,
            };
        }
        catch (OperationCanceledException)
        {
            throw GrpcFault.Of("OPERATION_CANCELED");
        }
        _operations[request.OperationId] = responses;
        foreach (ExecutePlanResponse response in responses)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return response;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ExecutePlanResponse> ReattachAsync(ReattachExecuteRequest request, CancellationToken cancellationToken) =>
        _operations.TryGetValue(request.OperationId, out List<ExecutePlanResponse>? responses)
            ? responses.Skip(ScriptedResult.Number(request)).ToAsyncEnumerable()
            : throw GrpcFault.Of("INVALID_HANDLE.OPERATION_NOT_FOUND");

    /// <inheritdoc/>
    public ReleaseExecuteResponse Release(ReleaseExecuteRequest request)
    {
        if (request.ReleaseAll is not null)
        {
            _operations.TryRemove(request.OperationId, out _);
            _running.TryRemove(request.OperationId, out _);
        }
        return new()
        {
            SessionId = request.SessionId,
            OperationId = request.OperationId,
            ServerSideSessionId = _serverSession,
        };
    }

    /// <inheritdoc/>
    public InterruptResponse Interrupt(InterruptRequest request)
    {
        InterruptResponse response = new() { SessionId = request.SessionId, ServerSideSessionId = _serverSession };
        foreach ((string operation, CancellationTokenSource running) in _running)
        {
            if (request.OperationId.Length > 0 && operation != request.OperationId)
                continue;
            running.Cancel();
            response.InterruptedIds.Add(operation);
        }
        return response;
    }

    /// <inheritdoc/>
    public ReleaseSessionResponse ReleaseSession(ReleaseSessionRequest request)
    {
        Released.Add(request.SessionId);
        if (_sessions.TryRemove(request.SessionId, out Task<ISparkSession>? session))
            session.GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
        return new() { SessionId = request.SessionId, ServerSideSessionId = _serverSession };
    }

    /// <inheritdoc/>
    public FetchErrorDetailsResponse ErrorDetails(FetchErrorDetailsRequest request) =>
        new() { SessionId = request.SessionId, ServerSideSessionId = _serverSession };

    private Task<ISparkSession> Session(string id) => _sessions.GetOrAdd(id, _ => cluster.OpenAsync(CancellationToken.None));

    private async Task<List<ExecutePlanResponse>> RunAsync(ExecutePlanRequest request, CancellationToken cancellationToken)
    {
        ISparkSession session = await Session(request.SessionId);
        List<ExecutePlanResponse> responses = [];
        if (request.Plan.Command?.SqlCommand is { } command)
        {
            await session.ExecuteAsync(Statement(command.Sql, command.Args), cancellationToken);
            responses.Add(
                new()
                {
                    SqlCommandResult = new ExecutePlanResponse.Types.SqlCommandResult
                    {
                        Relation = new Relation { Sql = new SQL { Query = command.Sql } },
                    },
                }
            );
        }
        else
        {
            SQL sql = request.Plan.Root.Sql;
            await using ISparkReader rows = await session.QueryAsync(Statement(sql.Query, sql.Args), cancellationToken);
            responses.Add(new() { Schema = WiredTypes.Schema(rows.Columns) });
            responses.Add(ScriptedResult.Progress((1, 1)));
            responses.AddRange(await BatchesAsync(rows));
        }
        responses.Add(ScriptedResult.Complete());
        foreach ((int index, ExecutePlanResponse response) in responses.Index())
        {
            (response.SessionId, response.ServerSideSessionId, response.OperationId, response.ResponseId) = (
                request.SessionId,
                _serverSession,
                request.OperationId,
                ScriptedResult.Id(index + 1)
            );
        }
        return responses;
    }

    private async Task<List<ExecutePlanResponse>> BatchesAsync(ISparkReader rows)
    {
        List<ExecutePlanResponse> batches = [];
        List<object?[]> batch = [];
        long sent = 0;
        void Send()
        {
            batches.Add(
                new()
                {
                    ArrowBatch = new ExecutePlanResponse.Types.ArrowBatch
                    {
                        RowCount = batch.Count,
                        StartOffset = sent,
                        Data = ByteString.CopyFrom(ArrowWriter.Write(rows.Columns, batch)),
                    },
                }
            );
            sent += batch.Count;
            batch = [];
        }
        while (await rows.ReadAsync())
        {
            batch.Add([.. rows.Columns.Select((_, column) => rows.Value(column))]);
            if (batch.Count == rowsPerBatch)
                Send();
        }
        if (batch.Count > 0 || batches.Count == 0)
            Send();
        return batches;
    }

    private static SparkStatement Statement(string sql, IEnumerable<KeyValuePair<string, Expression.Types.Literal>> arguments) =>
        new(sql) { Parameters = arguments.ToDictionary(argument => argument.Key, argument => WiredTypes.Value(argument.Value)) };
}
