namespace C360.Application.Ports;

/// <summary>The engine did not answer within QUERY_TIMEOUT_SECONDS.</summary>
/// <param name="innerException">What was given up, for the log.</param>
public sealed class EngineTimeoutException(Exception innerException) : Exception("The query took too long", innerException);
