using System.Text.Json.Serialization;

namespace C360.WebApi.Http;

/// <summary>The particulars of an error.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Code">The error, finer than its type: customer_not_found.</param>
/// <param name="TraceId">The trace under which the service's log tells more.</param>
/// <param name="Errors">The messages for each parameter; only with ValidationError.</param>
public sealed record ErrorDetails(
    int StatusCode,
    string Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null
);
