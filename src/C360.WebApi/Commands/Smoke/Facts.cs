namespace C360.WebApi.Commands.Smoke;

/// <summary>What the deployment says of itself: other answers must agree with it.</summary>
/// <param name="Environment">Where it runs; null when it does not say.</param>
/// <param name="DataVersion">The snapshot it answers from.</param>
/// <param name="Customers">How many customers that has.</param>
internal sealed record Facts(string? Environment, string? DataVersion, long? Customers)
{
    /// <summary>Nothing known yet.</summary>
    public static Facts None { get; } = new(null, null, null);

    /// <summary>Reads them from an answer of /health; what it does not tell stays unknown.</summary>
    /// <param name="health">The answer.</param>
    public static Facts Of(Reply health) =>
        new(
            health.TextAt("environment"),
            health.TextAt("data_version"),
            health.At("total_customers") is { ValueKind: System.Text.Json.JsonValueKind.Number } number
            && number.TryGetInt64(out long customers)
                ? customers
                : null
        );
}
