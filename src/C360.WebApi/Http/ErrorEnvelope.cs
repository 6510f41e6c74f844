namespace C360.WebApi.Http;

/// <summary>What every error looks like.</summary>
/// <param name="Success">Always false.</param>
/// <param name="ErrorType">The kind of error, for programs: ValidationError, NotFound, DataNotReady …</param>
/// <param name="ErrorMessage">What is wrong, for people.</param>
/// <param name="Timestamp">When the answer was given.</param>
/// <param name="ErrorDetails">Status, code and the trace to look for in the log.</param>
public sealed record ErrorEnvelope(
    bool Success,
    string ErrorType,
    string ErrorMessage,
    DateTimeOffset Timestamp,
    ErrorDetails ErrorDetails
);
