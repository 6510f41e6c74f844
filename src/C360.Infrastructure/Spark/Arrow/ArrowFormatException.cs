namespace C360.Infrastructure.Spark.Arrow;

/// <summary>What came is no Arrow stream of the protocol's, or uses a part of the format that is not read here.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class ArrowFormatException(string message) : Exception(message);
