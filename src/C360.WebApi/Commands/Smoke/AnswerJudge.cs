using System.Globalization;
using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>Holds single answers against the document and against what every envelope keeps to.</summary>
/// <param name="contract">The document.</param>
internal sealed class AnswerJudge(Contract contract)
{
    private const int LongestMessage = 200;

    /// <summary>What is wrong with an answer of an operation; null when nothing is.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="call">What was asked.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="statuses">The statuses that it may have.</param>
    public string? Fault(Operation operation, Call call, Reply reply, params int[] statuses)
    {
        if (StatusFault(call, reply, statuses) is { } fault)
            return fault;
        if (!operation.Answers.TryGetValue(reply.Status, out IReadOnlyDictionary<string, JsonElement>? bodies))
            return Invariant($"status {reply.Status} is not documented");
        if (bodies.Count == 0 || reply.Status == StatusCodes.Status304NotModified)
            return reply.Body.Length == 0 ? null : "a body where none belongs";
        string wanted = bodies.ContainsKey(call.Wanted) ? call.Wanted : bodies.Keys.First();
        if (reply.MediaType != wanted)
            return $"{reply.MediaType ?? "no media type"} instead of {wanted}";
        JsonElement schema = bodies[wanted];
        if (reply.MediaType != Call.Json)
            return null;
        if (reply.Json is not { } body)
            return "the body is no JSON";
        return contract.Schemas.Fault(schema, body) ?? EnvelopeFault(reply, operation.IsOfSnapshot && HasMeta(schema));
    }

    /// <summary>What is wrong with an answer that should be an error; null when nothing is.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="status">The status that it should have.</param>
    public string? ErrorFault(Call call, Reply reply, int status) =>
        StatusFault(call, reply, status)
        ?? (
            reply.MediaType != Call.Json ? $"{reply.MediaType ?? "no media type"} instead of {Call.Json}"
            : reply.Json is not { } body ? "the body is no JSON"
            : contract.Schemas.Fault(contract.Error, body) ?? EnvelopeFault(reply, needsMeta: false)
        );

    /// <summary>What is wrong with the status of an answer; null when nothing is.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="statuses">The statuses that it may have.</param>
    public static string? StatusFault(Call call, Reply reply, params int[] statuses)
    {
        if (reply.Failure is not null)
            return reply.Failure;
        if (statuses.Contains(reply.Status))
            return null;
        string instead = Invariant($"status {reply.Status} instead of {string.Join(" or ", statuses)}");
        return reply.Status switch
        {
            StatusCodes.Status401Unauthorized =>
                $"{instead}: {Message(reply) ?? "a key is wanted"}; give one that has every scope with API_KEY or --key-file",
            StatusCodes.Status403Forbidden when call.Scope is not null => $"{instead}: the key lacks the scope {call.Scope}",
            _ => Message(reply) is { } message ? $"{instead}: {message}" : instead,
        };
    }

    private static string? Message(Reply reply) =>
        reply.TextAt("error_message") is not { } message ? null
        : message.Length > LongestMessage ? message[..LongestMessage]
        : message;

    private bool HasMeta(JsonElement schema) =>
        contract.Schemas.Resolved(schema).TryGetProperty("properties", out JsonElement properties)
        && properties.TryGetProperty("meta", out _);

    private static string? EnvelopeFault(Reply reply, bool needsMeta)
    {
        if (reply.At("success") is not { } success)
            return null;
        if (success.ValueKind == JsonValueKind.True != reply.Status < StatusCodes.Status400BadRequest)
            return Invariant($"success is {success} with status {reply.Status}");
        if (success.ValueKind == JsonValueKind.False)
            return reply.At("error_details", "status_code")?.ToString() == reply.Status.ToString(CultureInfo.InvariantCulture)
                ? null
                : "error_details.status_code is not the status";
        int things = reply.At("data")?.ValueKind == JsonValueKind.Array ? reply.Rows.Count : 1;
        if (reply.At("count")?.ToString() != things.ToString(CultureInfo.InvariantCulture))
            return Invariant($"count is {reply.At("count")}, but data holds {things}");
        return needsMeta && reply.At("meta") is null ? "meta is missing, though the answer comes from a snapshot" : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
