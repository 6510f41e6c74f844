using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>What the deployment says of itself: other answers must agree with it.</summary>
/// <param name="Environment">Where it runs; null when it does not say.</param>
/// <param name="DataVersion">The snapshot it answers from.</param>
/// <param name="Customers">How many customers that has.</param>
/// <param name="Worry">Why it is not as healthy as it could be; null: it is.</param>
internal sealed record Facts(string? Environment, string? DataVersion, long? Customers, string? Worry)
{
    /// <summary>Nothing known yet.</summary>
    public static Facts None { get; } = new(null, null, null, null);

    /// <summary>Reads them from an answer of /health; what it does not tell stays unknown.</summary>
    /// <param name="health">The answer.</param>
    public static Facts Of(Reply health) =>
        new(
            health.TextAt("environment"),
            health.TextAt("data_version"),
            health.At("total_customers") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long customers)
                ? customers
                : null,
            WorryOf(health)
        );

    private static string? WorryOf(Reply health)
    {
        if (health.TextAt("status") != "degraded")
            return null;
        string[] reasons =
        [
            .. health.At("stale") is { ValueKind: JsonValueKind.True } ? (string[])["the data is stale"] : [],
            .. health.TextAt("last_refresh") == "failed" ? (string[])["the last refresh failed"] : [],
            .. health.TextAt("spark_status") == "unavailable" ? (string[])["Spark does not answer"] : [],
            .. health.TextAt("engine_state") is "open" or "half_open" ? (string[])["the engine falters"] : [],
        ];
        return reasons.Length == 0 ? "/health says degraded, but not why" : $"/health says degraded: {string.Join(", ", reasons)}";
    }
}
