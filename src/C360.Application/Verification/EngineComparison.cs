namespace C360.Application.Verification;

/// <summary>One thing that both engines said, side by side.</summary>
/// <param name="Engines">Which engine built and which answered, as in <c>spark/embedded</c>; what they are compared with is the embedded one alone.</param>
/// <param name="What">What was compared, as in <c>customer_profiles?limit=7</c> or <c>source sales/transactions</c>.</param>
/// <param name="Difference">Where they differ first and both values; null when they are equal.</param>
public sealed record EngineComparison(string Engines, string What, string? Difference)
{
    /// <summary>Whether both said the same.</summary>
    public bool IsEqual => Difference is null;
}
