using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;

namespace C360.Spark.Tests.Server;

/// <summary>The calls of the service, and how their requests are read.</summary>
internal static class SparkRpc
{
    public const string Execute = "ExecutePlan";
    public const string Reattach = "ReattachExecute";
    public const string Release = "ReleaseExecute";
    public const string Analyze = "AnalyzePlan";
    public const string Config = "Config";
    public const string Interrupt = "Interrupt";
    public const string ReleaseSession = "ReleaseSession";
    public const string ErrorDetails = "FetchErrorDetails";

    public static readonly IReadOnlyDictionary<string, MessageParser> Requests = new Dictionary<string, MessageParser>
    {
        [Execute] = ExecutePlanRequest.Parser,
        [Reattach] = ReattachExecuteRequest.Parser,
        [Release] = ReleaseExecuteRequest.Parser,
        [Analyze] = AnalyzePlanRequest.Parser,
        [Config] = ConfigRequest.Parser,
        [Interrupt] = InterruptRequest.Parser,
        [ReleaseSession] = ReleaseSessionRequest.Parser,
        [ErrorDetails] = FetchErrorDetailsRequest.Parser,
    };
}
