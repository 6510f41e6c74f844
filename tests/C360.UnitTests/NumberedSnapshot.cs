using C360.Domain.Snapshots;

namespace C360.UnitTests;

/// <summary>Snapshots by what a test cares about.</summary>
internal static class NumberedSnapshot
{
    /// <summary>Noon: a moment that every test here counts from.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 6, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The version whose suffix is a small number: a later number is a later second.</summary>
    public static string Version(int number) => $"20260620T1200{number:00}Z-00000{number % 10}";

    /// <summary>The snapshot with that version, built so many seconds after noon.</summary>
    public static Snapshot Of(int number) =>
        new()
        {
            Version = Version(number),
            AsOf = new DateOnly(2026, 6, 20),
            BuiltAt = Noon.AddSeconds(number),
            Engine = "embedded",
            Inputs = new PipelineInputs("data", "files", "models"),
            TotalCustomers = 12,
            Sources = [],
            ControlTotals = new ControlTotals(0, 0, 0, 0, 0),
        };
}
