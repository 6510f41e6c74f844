using C360.Infrastructure.Spark.Protocol;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>Opens a session on the server and makes it what ours are.</summary>
internal sealed class SessionSetUp(SessionCalls calls, SessionGuard guard, ILogger logger)
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.ansi.enabled"] = "true", // 3.5 answers NULL to 1/0 without
        ["spark.sql.parquet.datetimeRebaseModeInWrite"] = "CORRECTED", // 3.5 refuses dates before 1582 without
        ["spark.sql.parquet.int96RebaseModeInWrite"] = "CORRECTED",
        ["spark.sql.shuffle.partitions"] = "8", // 200 tasks for a few rows cost seconds
    };

    /// <summary>Asks for the version, then sets everything in one call: a server before 4.0 that was restarted has all of it, or none.</summary>
    /// <returns>The version.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        string version = await ReadVersionAsync(cancellationToken);
        IEnumerable<KeyValuePair<string, string>> settings = SparkVersion.TellsRestarts(version) ? Settings : [.. Settings, guard.Arm()];
        ConfigResponse answer = await calls.CallAsync(
            "Config",
            () => calls.Requests.SetConfig(settings),
            ConfigResponse.Parser,
            RpcDeadlines.Short,
            cancellationToken
        );
        calls.Observe(answer.SessionId, answer.ServerSideSessionId);
        foreach (string warning in answer.Warnings)
            logger.LogWarning("Spark warns of the session's settings: {Warning}", warning);
        return version;
    }

    private async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        AnalyzePlanResponse answer = await calls.CallAsync(
            "AnalyzePlan",
            calls.Requests.Version,
            AnalyzePlanResponse.Parser,
            RpcDeadlines.Analysis,
            cancellationToken
        );
        calls.Observe(answer.SessionId, answer.ServerSideSessionId);
        return answer.SparkVersion?.Version is { Length: > 0 } version
            ? version
            : throw new SparkException(SparkErrorKind.Protocol, "The server does not tell its version");
    }
}
