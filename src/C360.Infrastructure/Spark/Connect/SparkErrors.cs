using System.Text.Json;
using C360.Infrastructure.Spark.Protocol;
using C360.Infrastructure.Spark.Protocol.Rpc;
using Google.Protobuf;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>Reads what a server says about a failed call.</summary>
internal static class SparkErrors
{
    /// <summary>More than this no server is waited for.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    /// <summary>The exception for the status that a call ended with.</summary>
    /// <param name="grpcStatus">The status.</param>
    /// <param name="message">The message beside it, decoded.</param>
    /// <param name="statusDetails">The bytes of <c>grpc-status-details-bin</c>, if any.</param>
    /// <param name="inner">What it came of, if anything.</param>
    public static SparkException Of(int grpcStatus, string message, byte[]? statusDetails, Exception? inner = null) =>
        Read(grpcStatus, message, statusDetails).ToException(inner);

    /// <summary>The failure that the status of a call tells of. Details that are damaged tell nothing; they are never an error of their own.</summary>
    /// <param name="grpcStatus">The status.</param>
    /// <param name="message">The message beside it, decoded.</param>
    /// <param name="statusDetails">The bytes of <c>grpc-status-details-bin</c>, if any.</param>
    public static SparkFailure Read(int grpcStatus, string message, byte[]? statusDetails)
    {
        SparkFailure failure = new(grpcStatus, message);
        try
        {
            Status status = Status.Parser.ParseFrom(statusDetails ?? []);
            failure = status.Details.Aggregate(message.Length > 0 ? failure : failure with { Message = status.Message }, With);
        }
        catch (InvalidProtocolBufferException)
        {
            failure = new SparkFailure(grpcStatus, message);
        }

        return failure.Class is null ? failure with { Class = SparkErrorClasses.In(failure.Message, failure.Exceptions) } : failure;
    }

    /// <summary>The failure with what the server still knows of it; what it said before stays. The outermost cause that has a class tells it.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="details">The server's answer.</param>
    public static SparkFailure Enriched(SparkFailure failure, FetchErrorDetailsResponse details)
    {
        int index = details.HasRootErrorIdx ? details.RootErrorIdx : -1;
        for (int seen = 0; index >= 0 && index < details.Errors.Count && seen < details.Errors.Count; seen++)
        {
            FetchErrorDetailsResponse.Types.Error error = details.Errors[index];
            if (seen == 0)
            {
                failure = failure with
                {
                    Message = error.Message.Length > failure.Message.Length ? error.Message : failure.Message,
                    Exceptions = failure.Exceptions.Count > 0 ? failure.Exceptions : [.. error.ErrorTypeHierarchy],
                };
            }

            if (error.SparkThrowable is { HasErrorClass: true } thrown && (failure.Class is null || failure.Class == thrown.ErrorClass))
                return failure with
                {
                    Class = thrown.ErrorClass,
                    SqlState = failure.SqlState ?? (thrown.HasSqlState ? thrown.SqlState : null),
                };
            index = error.HasCauseIdx ? error.CauseIdx : -1;
        }

        return failure;
    }

    private static SparkFailure With(SparkFailure failure, Google.Protobuf.WellKnownTypes.Any detail) =>
        Type(detail) switch
        {
            "google.rpc.ErrorInfo" => With(failure, ErrorInfo.Parser.ParseFrom(detail.Value)),
            "google.rpc.RetryInfo" => failure with { RetryDelay = Delay(RetryInfo.Parser.ParseFrom(detail.Value)) },
            _ => failure,
        };

    private static string Type(Google.Protobuf.WellKnownTypes.Any detail) => detail.TypeUrl[(detail.TypeUrl.LastIndexOf('/') + 1)..];

    private static SparkFailure With(SparkFailure failure, ErrorInfo info)
    {
        string? Metadata(string key) => info.Metadata.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;
        return failure with
        {
            Class = Metadata("errorClass"),
            SqlState = Metadata("sqlState"),
            ErrorId = Metadata("errorId"),
            Exceptions = [info.Reason, .. Names(Metadata("classes"))],
        };
    }

    private static string[] Names(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<string?[]>(json)?.OfType<string>().ToArray() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static TimeSpan Delay(RetryInfo info)
    {
        double seconds = info.RetryDelay is { } delay ? delay.Seconds + (delay.Nanos / 1e9) : 0;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestDelay.TotalSeconds));
    }
}
