using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>The responses of a recorded execution, made those of another session and statement, and the rows in them.</summary>
internal sealed class Recorded
{
    public const string Session = "00112233-4455-4677-8899-aabbccddeeff";
    public const string ServerSession = "server";

    private readonly ExecutePlanResponse[] _responses;

    private Recorded(ExecutePlanResponse[] responses)
    {
        _responses = responses;
        ArrowRows rows = new();
        foreach (ExecutePlanResponse response in responses.Where(response => response.ArrowBatch is not null))
        {
            rows.Add(response.ArrowBatch);
            while (rows.Read())
                Rows.Add(Text(rows.Columns.Count, rows.Value));
        }
    }

    /// <summary>Each as one text.</summary>
    public List<string> Rows { get; } = [];

    public static Recorded Of(string name) =>
        new([
            .. Captures
                .Lines(name)
                .Where(line => line is { Dir: "res", Rpc: SparkRpc.Execute or SparkRpc.Reattach })
                .Select(line => ExecutePlanResponse.Parser.ParseFrom(line.Bytes)),
        ]);

    /// <summary>The responses of a statement.</summary>
    public IEnumerable<ExecutePlanResponse> Responses(string operationId) =>
        _responses.Select(recorded =>
        {
            ExecutePlanResponse response = recorded.Clone();
            (response.SessionId, response.OperationId, response.ServerSideSessionId) = (Session, operationId, ServerSession);
            return response;
        });

    /// <summary>The same on the wire.</summary>
    public byte[] Wire(string operationId) => [.. Responses(operationId).SelectMany(response => GrpcFrame.Of(response, int.MaxValue))];

    /// <summary>A row as one text; what .NET has no value for is one too.</summary>
    public static string Text(int columns, Func<int, object?> value) =>
        string.Join(
            '|',
            Enumerable
                .Range(0, columns)
                .Select(column =>
                {
                    try
                    {
                        return value(column)?.ToString();
                    }
                    catch (OverflowException)
                    {
                        return nameof(OverflowException);
                    }
                })
        );
}
