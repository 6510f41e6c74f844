namespace C360.Infrastructure.Sql;

/// <summary>A query was called off while it waited for its turn: the engine has not seen it, so nothing speaks against the engine.</summary>
/// <param name="innerException">The cancellation.</param>
internal sealed class NeverBegunException(OperationCanceledException innerException)
    : Exception("The query was called off before it began", innerException);
