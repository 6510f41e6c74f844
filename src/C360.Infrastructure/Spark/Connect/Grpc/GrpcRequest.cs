namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>A request as it is sent.</summary>
/// <param name="Rpc">The call's name.</param>
/// <param name="Frame">The message, framed.</param>
/// <param name="Timeout">How long the call may take in all.</param>
internal sealed record GrpcRequest(string Rpc, byte[] Frame, TimeSpan Timeout);
