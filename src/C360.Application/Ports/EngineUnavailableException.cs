namespace C360.Application.Ports;

/// <summary>The engine cannot answer now.</summary>
/// <param name="innerException">What the engine said, for the log.</param>
/// <param name="message">What users are told.</param>
public class EngineUnavailableException(Exception innerException, string message = "The query engine is unavailable")
    : Exception(message, innerException);
