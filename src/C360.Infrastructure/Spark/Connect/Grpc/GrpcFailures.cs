using Google.Protobuf;

namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>What can go wrong on the way to a server, as a call's end.</summary>
internal static class GrpcFailures
{
    /// <summary>Says what an exception means. Whatever the network does counts as unavailable: it may pass.</summary>
    public static GrpcException Of(Exception exception) =>
        exception switch
        {
            GrpcException known => known,
            InvalidProtocolBufferException => new GrpcException(
                GrpcStatus.DataLoss,
                "A message is damaged: " + exception.Message,
                exception
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new GrpcException(
                GrpcStatus.Unavailable,
                "No secure connection to the cluster: " + exception.GetBaseException().Message,
                exception
            )
            {
                NeverSent = true,
            },
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
                Unavailable(exception, neverSent: true),
            // The time to connect is over: no connection, no request.
            OperationCanceledException { InnerException: TimeoutException } => Unavailable(exception, neverSent: true),
            HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException => Unavailable(
                exception,
                neverSent: false
            ),
            _ => new GrpcException(GrpcStatus.Unknown, exception.Message, exception),
        };

    private static GrpcException Unavailable(Exception exception, bool neverSent) =>
        new(GrpcStatus.Unavailable, exception.GetBaseException().Message, exception) { NeverSent = neverSent };
}
