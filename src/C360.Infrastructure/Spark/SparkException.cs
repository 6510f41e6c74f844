namespace C360.Infrastructure.Spark;

/// <summary>A statement failed on the cluster, or the cluster did. The message may hold SQL, paths and values: it is for the log.</summary>
/// <param name="kind">What kind of failure.</param>
/// <param name="message">What the cluster said.</param>
/// <param name="inner">What it came of, if anything.</param>
internal sealed class SparkException(SparkErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public SparkErrorKind Kind { get; } = kind;

    /// <summary>Spark's error class, as in <c>DIVIDE_BY_ZERO</c> or <c>INVALID_HANDLE.SESSION_CHANGED</c>; null when it gave none.</summary>
    public string? ErrorClass { get; init; }

    /// <summary>The SQLSTATE, as in <c>22012</c>; null when the server gave none (3.5 never does).</summary>
    public string? SqlState { get; init; }
}
