using System.Text.Json.Serialization;

namespace C360.WebApi.Http;

/// <summary>What every success looks like.</summary>
/// <typeparam name="TData">A list, or one thing.</typeparam>
/// <param name="Success">Always true.</param>
/// <param name="Message">What happened, in one sentence.</param>
/// <param name="Timestamp">When the answer was made; one from the cache is as old as its bytes, and the header Date says when it was sent.</param>
/// <param name="Data">The answer.</param>
/// <param name="Count">How many things the data holds; 1 when it is one thing.</param>
/// <param name="Meta">Where the data comes from; only there when it comes from a snapshot.</param>
public sealed record Envelope<TData>(
    bool Success,
    string Message,
    DateTimeOffset Timestamp,
    TData Data,
    int Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Meta? Meta = null
) : IEnvelope
{
    /// <summary>The message of an ordinary answer.</summary>
    internal const string Processed = "Request processed successfully";

    /// <inheritdoc/>
    Envelope<object> IEnvelope.Untyped => new(Success, Message, Timestamp, Data!, Count, Meta);
}
