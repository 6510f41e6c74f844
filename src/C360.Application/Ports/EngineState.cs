namespace C360.Application.Ports;

/// <summary>The circuit breaker of the query engine.</summary>
public enum EngineState
{
    /// <summary>Queries pass.</summary>
    Closed,

    /// <summary>Too many faults: queries are refused at once, for a while.</summary>
    Open,

    /// <summary>One query is let through to see whether the engine is back.</summary>
    HalfOpen,
}
