namespace C360.Infrastructure.Spark.Connect;

/// <summary>A failed call, as far as the server explained it: what the client decides by.</summary>
/// <param name="Status">The gRPC status, see <see cref="GrpcStatus"/>.</param>
/// <param name="Message">What the server said. It may hold SQL, paths and values.</param>
internal sealed record SparkFailure(int Status, string Message)
{
    private const string Handle = "INVALID_HANDLE.";
    private const string Cursor = "INVALID_CURSOR.";

    /// <summary>Spark's error class, as in <c>INVALID_HANDLE.SESSION_CHANGED</c>; null when it gave none.</summary>
    public string? Class { get; init; }

    /// <summary>The SQLSTATE; null when the server gave none.</summary>
    public string? SqlState { get; init; }

    /// <summary>By which the server can be asked for details, once; null before 4.0.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Java's names of the exception and of what it inherits from.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    /// <summary>How long the server asks to wait before the next try; null when it does not.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Whether the session is gone on the server, for one of its three reasons.</summary>
    public bool IsSessionLost => Class is Handle + "SESSION_CHANGED" or Handle + "SESSION_CLOSED" or Handle + "SESSION_NOT_FOUND";

    /// <summary>Whether the same call may succeed when it is made again.</summary>
    public bool IsRetryable => Status == GrpcStatus.Unavailable || RetryDelay is not null || Class == Cursor + "DISCONNECTED";

    /// <summary>Whether the server does not know the operation that was to be reattached to: it never began, or is forgotten.</summary>
    public bool OperationUnknown => Class is Handle + "OPERATION_NOT_FOUND" or Handle + "SESSION_NOT_FOUND";

    /// <summary>Whether the operation that was to begin has begun already: it is there to be reattached to.</summary>
    public bool OperationExists => Class == Handle + "OPERATION_ALREADY_EXISTS";

    /// <summary>Whether asking for details can be of use: the failures of handles are all said, and a lost session cannot be asked.</summary>
    public bool HasDetails => ErrorId is not null && Class?.StartsWith(Handle, StringComparison.Ordinal) != true;

    /// <summary>What kind of failure it is; by class, SQLSTATE and status, never by what the message says.</summary>
    public SparkErrorKind Kind =>
        IsSessionLost ? SparkErrorKind.SessionLost
        : Status is GrpcStatus.Unauthenticated or GrpcStatus.PermissionDenied || SqlState is "42501" ? SparkErrorKind.Refused
        : Status is GrpcStatus.Unavailable or GrpcStatus.DeadlineExceeded or GrpcStatus.Cancelled ? SparkErrorKind.Unreachable
        : Status is GrpcStatus.Unimplemented or GrpcStatus.DataLoss || IsOutOfOrder ? SparkErrorKind.Protocol
        : IsOfStatement ? SparkErrorKind.Statement
        : SparkErrorKind.Engine;

    private bool IsOutOfOrder =>
        Class is not null && (Class.StartsWith(Handle, StringComparison.Ordinal) || Class.StartsWith(Cursor, StringComparison.Ordinal));

    /// <summary>3.5 gives analysis errors an exception of their own even where it gives them no class.</summary>
    private bool IsOfStatement =>
        Class is null
            ? Exceptions.Any(name =>
                name is "org.apache.spark.sql.AnalysisException" or "org.apache.spark.sql.catalyst.parser.ParseException"
            )
            : !IsOfEngine;

    /// <summary>A class that says that Spark itself failed (XX), was stopped (HY008), ran out of something (53, 57, 58), or cannot read a file (KD).</summary>
    private bool IsOfEngine =>
        Class!.StartsWith("INTERNAL_ERROR", StringComparison.Ordinal)
        || Class.StartsWith("FAILED_READ_FILE", StringComparison.Ordinal)
        || Class is "OPERATION_CANCELED"
        || SqlState?.Length >= 2 && SqlState[..2] is "08" or "53" or "57" or "58" or "HY" or "KD" or "XX";

    /// <summary>The failure as the service's other parts know it.</summary>
    /// <param name="inner">What it came of, if anything.</param>
    public SparkException ToException(Exception? inner = null) => new(Kind, Message, inner) { ErrorClass = Class, SqlState = SqlState };
}
