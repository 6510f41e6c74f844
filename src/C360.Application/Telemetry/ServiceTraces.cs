using System.Diagnostics;

namespace C360.Application.Telemetry;

/// <summary>
/// The spans of the service, for whoever traces it. They say what ran, how long and what came of it; never for whom: no parameters, no SQL, no ids, no keys.
/// </summary>
public static class ServiceTraces
{
    /// <summary>Begins the spans; costs nothing while nobody listens.</summary>
    public static ActivitySource Source { get; } = new("C360");

    /// <summary>Notes a piece of work that has just ended, as a part of what runs now.</summary>
    /// <param name="name">The work.</param>
    /// <param name="took">How long it took.</param>
    public static void Ended(string name, TimeSpan took)
    {
        if (!Source.HasListeners())
            return;
        DateTimeOffset end = TimeProvider.System.GetUtcNow();
        using Activity? span = Source.StartActivity(ActivityKind.Internal, startTime: end - took, name: name);
    }
}
