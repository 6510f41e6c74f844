namespace C360.Application.Behaviors;

/// <summary>Where an answer came from.</summary>
public enum CacheOutcome
{
    /// <summary>It was there.</summary>
    Hit,

    /// <summary>Another request was already waiting for it.</summary>
    Joined,

    /// <summary>The engine made it.</summary>
    Miss,

    /// <summary>The engine failed, and the previous snapshot's answer stands in.</summary>
    Stale,

    /// <summary>Whoever asked has it already: no engine, no rows.</summary>
    NotModified,
}
