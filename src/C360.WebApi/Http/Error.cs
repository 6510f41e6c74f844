using C360.Application.Ports;
using C360.Application.Queries;
using C360.WebApi.Formats;

namespace C360.WebApi.Http;

/// <summary>An error as users see it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="RetryAfterSeconds">When it is worth another try; null when it is not.</param>
/// <param name="Errors">The messages for each parameter; null when no parameter is at fault.</param>
internal sealed record Error(
    int Status,
    string Type,
    string Message,
    int? RetryAfterSeconds = null,
    IReadOnlyDictionary<string, string[]>? Errors = null
)
{
    private const int RetrySoon = 5;

    /// <summary>The error, finer than its type.</summary>
    public string Code { get; init; } = SnakeCase.Of(Type);

    /// <summary>The one place where exceptions become answers: none of them shows SQL, paths or stack traces.</summary>
    /// <param name="exception">What went wrong.</param>
    public static Error Of(Exception exception) =>
        exception switch
        {
            InvalidParametersException invalid => new Error(422, "ValidationError", invalid.Message, Errors: invalid.Errors),
            NotFoundException missing => new Error(404, "NotFound", missing.Message) { Code = $"{SnakeCase.Of(missing.What)}_not_found" },
            RefreshElsewhereException => new Error(409, "Conflict", exception.Message, RetrySoon) { Code = "refresh_elsewhere" },
            IdempotencyKeyReusedException => new Error(409, "Conflict", exception.Message) { Code = "idempotency_key_reused" },
            ConflictException => new Error(409, "Conflict", exception.Message),
            DataNotReadyException => new Error(503, "DataNotReady", exception.Message, RetrySoon),
            EngineBusyException => new Error(503, "EngineUnavailable", exception.Message, RetrySoon) { Code = "engine_busy" },
            EngineUnavailableException => new Error(503, "EngineUnavailable", exception.Message, RetrySoon),
            EngineTimeoutException => new Error(504, "EngineTimeout", exception.Message),
            NotAcceptableException => new Error(406, "NotAcceptable", exception.Message),
            BadHttpRequestException bad => Of(bad.StatusCode),
            _ => Of(StatusCodes.Status500InternalServerError),
        };

    /// <summary>The error of a status that the host set by itself.</summary>
    /// <param name="status">The status.</param>
    public static Error Of(int status) =>
        status switch
        {
            404 => new Error(404, "NotFound", "There is nothing at this address; /docs lists what there is") { Code = "route_not_found" },
            405 => new Error(405, "MethodNotAllowed", "This address does not take that method"),
            406 => new Error(406, "NotAcceptable", "This address answers in application/json"),
            413 => new Error(413, "PayloadTooLarge", "The request's body is larger than 64 KB"),
            414 => new Error(414, "UriTooLong", "The path or the query string is longer than 8 KB"),
            415 => new Error(415, "UnsupportedMediaType", "This address takes no body; parameters go into the query string"),
            429 => new Error(429, "RateLimited", "Too many requests; see Retry-After"),
            431 => new Error(431, "RequestHeadersTooLarge", "The request's headers are larger than 32 KB"),
            < 500 => new Error(status, "BadRequest", "The request cannot be understood"),
            _ => new Error(500, "InternalError", "Something went wrong on our side; the log tells more under the trace id"),
        };
}
