using C360.Infrastructure.Spark.Protocol.Rpc;
using Google.Protobuf;
using Any = Google.Protobuf.WellKnownTypes.Any;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace C360.Spark.Tests.Server;

/// <summary>An error as Spark puts it on the wire.</summary>
internal sealed class GrpcFault(int status, string message) : Exception(message)
{
    public const string SparkException = "org.apache.spark.SparkException";

    public int Status => status;

    /// <summary>Null: no details at all, as of a proxy or of a wrong token.</summary>
    public string? Reason { get; init; } = SparkException;

    public string? ErrorClass { get; init; }

    public string? SqlState { get; init; }

    public string? ErrorId { get; init; }

    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Spark's way to fail a statement: INTERNAL, the class in the details.</summary>
    public static GrpcFault Of(string errorClass, string? errorId = null) =>
        new(13, $"[{errorClass}] It failed. SQLSTATE: 22012")
        {
            ErrorClass = errorClass,
            SqlState = errorClass.StartsWith("INVALID_", StringComparison.Ordinal) ? "HY000" : "22012",
            ErrorId = errorId,
        };

    public byte[] Details()
    {
        Status status = new() { Code = Status, Message = Message };
        if (Reason is not null)
        {
            ErrorInfo info = new() { Reason = Reason, Domain = "org.apache.spark" };
            Add(info, "errorClass", ErrorClass);
            Add(info, "sqlState", SqlState);
            Add(info, "errorId", ErrorId);
            status.Details.Add(Any.Pack(info));
        }
        if (RetryDelay is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        return status.ToByteArray();
    }

    private static void Add(ErrorInfo info, string key, string? value)
    {
        if (value is not null)
            info.Metadata[key] = value;
    }
}
