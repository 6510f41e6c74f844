namespace C360.Infrastructure.Sql;

/// <summary>A fault of the engine that may pass by itself: the only kind that is tried again and that opens the circuit breaker.</summary>
/// <param name="innerException">What the engine said, for the log.</param>
internal sealed class TransientEngineException(Exception innerException) : Exception("The engine has a passing fault", innerException);
