namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>A call that did not end well.</summary>
/// <param name="status">How it ended.</param>
/// <param name="message">What the server said, or what happened on the way to it.</param>
/// <param name="inner">What it came of, if anything.</param>
internal sealed class GrpcException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How it ended, see <see cref="GrpcStatus"/>.</summary>
    public int Status { get; } = status;

    /// <summary>What <c>grpc-status-details-bin</c> held: a google.rpc.Status. Empty when there was none.</summary>
    public byte[] Details { get; init; } = [];

    /// <summary>Whether the server said so itself; otherwise it happened on this side, or on the way.</summary>
    public bool ByServer { get; init; }

    /// <summary>Whether there was no connection, so that the request cannot have arrived.</summary>
    public bool NeverSent { get; init; }

    /// <summary>What the server explained.</summary>
    public SparkFailure Failure => SparkErrors.Read(Status, Message, Details);
}
