namespace C360.Application.Ports;

/// <summary>The engine cannot answer now.</summary>
/// <param name="innerException">What the engine said, for the log.</param>
public sealed class EngineUnavailableException(Exception innerException) : Exception("The query engine is unavailable", innerException);
