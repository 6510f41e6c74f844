namespace C360.Application.Ports;

/// <summary>The query waited for its turn until QUERY_TIMEOUT_SECONDS were over and never began: others were before it.</summary>
/// <param name="innerException">What was given up, for the log.</param>
public sealed class EngineBusyException(Exception innerException)
    : EngineUnavailableException(innerException, "The query engine is busy: too many queries wait before this one");
