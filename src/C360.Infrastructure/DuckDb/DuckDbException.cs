namespace C360.Infrastructure.DuckDb;

/// <summary>What DuckDB said against a statement; for the log, not for clients: the message may quote the SQL and name paths.</summary>
/// <param name="message">DuckDB's words.</param>
/// <param name="kind">What a caller can decide by.</param>
internal sealed class DuckDbException(string message, DuckDbErrorKind kind) : Exception(message)
{
    /// <summary>What a caller can decide by.</summary>
    public DuckDbErrorKind Kind { get; } = kind;

    /// <summary>The exception for an engine's message: that of the cancelled token if it was the reason.</summary>
    internal static Exception From(string? message, CancellationToken cancellationToken = default)
    {
        message ??= "DuckDB gave no reason";
        DuckDbErrorKind kind = KindOf(message);
        return kind == DuckDbErrorKind.Interrupted && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cancellationToken)
            : new DuckDbException(message, kind);
    }

    // DuckDB numbers the errors of execution only; every message begins with its kind.
    private static DuckDbErrorKind KindOf(string message) =>
        message.Split(" Error: ", 2)[0] switch
        {
            "Parser" or "Syntax" => DuckDbErrorKind.Syntax,
            "Binder" or "Catalog" => DuckDbErrorKind.Bind,
            "Constraint" => DuckDbErrorKind.Constraint,
            "Permission" => DuckDbErrorKind.Denied,
            "IO" => DuckDbErrorKind.Io,
            // A commit names only its own kind; its reason follows.
            "TransactionContext" when message.Contains("Could not write", StringComparison.Ordinal) => DuckDbErrorKind.Io,
            "Out of Memory" => DuckDbErrorKind.OutOfMemory,
            "INTERRUPT" => DuckDbErrorKind.Interrupted,
            "FATAL" => DuckDbErrorKind.Fatal,
            _ => DuckDbErrorKind.Other,
        };
}
