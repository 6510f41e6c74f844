using System.Text.Json;
using C360.Application.Verification;
using C360.WebApi.Http;
using static System.FormattableString;

namespace C360.WebApi.Commands;

/// <summary>What came of comparing the engines: a line for each comparison as it is made, or JSON at the end.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="json">Whether it is JSON.</param>
/// <param name="secrets">What is never written, the longest first.</param>
internal sealed class VerificationReport(TextWriter output, bool json, IReadOnlyList<string> secrets) : IDisposable
{
    private const string NotCompared = "Of rejected rows, line and raw_values are not compared: the engines know them differently.";
    private static readonly JsonSerializerOptions Indented = Json.Apply(new JsonSerializerOptions { WriteIndented = true });
    private readonly List<EngineComparison> _all = [];

    /// <summary>Says what is compared with what.</summary>
    /// <param name="cluster">The cluster, without secrets.</param>
    public void Begin(string cluster)
    {
        if (json)
            return;
        output.WriteLine(
            $"Comparing Spark at {cluster} with the embedded engine. Each line: the engine that built / the one that answered."
        );
        output.WriteLine(NotCompared);
    }

    /// <summary>Writes down a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    public void Tell(EngineComparison comparison)
    {
        _all.Add(comparison);
        if (!json)
            output.WriteLine(
                WithoutSecrets(
                    $"{(comparison.IsEqual ? "equal" : "DIFFERENT"), -9}  {comparison.Engines, -15}  {comparison.What}"
                        + (comparison.IsEqual ? "" : $"  {comparison.Difference}")
                )
            );
    }

    /// <summary>Writes the sum.</summary>
    /// <returns>Whether all were equal, and there were some.</returns>
    public bool End()
    {
        int equal = _all.Count(comparison => comparison.IsEqual);
        int different = _all.Count - equal;
        if (json)
            output.WriteLine(
                WithoutSecrets(
                    JsonSerializer.Serialize(
                        new
                        {
                            equal,
                            different,
                            note = NotCompared,
                            comparisons = _all,
                        },
                        Indented
                    )
                )
            );
        else
            output.WriteLine(Invariant($"{_all.Count} comparisons: {equal} equal, {different} different"));
        return equal > 0 && different == 0;
    }

    /// <summary>A text without the secrets that are in it.</summary>
    /// <param name="text">The text.</param>
    public string WithoutSecrets(string text) =>
        secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "[secret]", StringComparison.Ordinal));

    /// <summary>Writes what is still held back.</summary>
    public void Dispose() => output.Flush();
}
