namespace C360.Application.Ports;

/// <summary>How the query engine is; reads memory only.</summary>
public interface IEngineStatus
{
    /// <summary>The circuit breaker's state.</summary>
    EngineState State { get; }

    /// <summary>Calls that run in the engine now.</summary>
    int Running { get; }

    /// <summary>Calls that wait until others have ended.</summary>
    int Waiting { get; }
}
