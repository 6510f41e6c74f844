using C360.Domain.Access;

namespace C360.WebApi.Http;

/// <summary>Who sent a request, as far as its credential says.</summary>
/// <param name="Key">The key that was sent, when it is good.</param>
/// <param name="Refusal">The error for a caller without a good key; null for one with.</param>
/// <param name="HasFailed">Whether a credential was sent that is not good.</param>
internal sealed record Caller(ApiKey? Key, Error? Refusal = null, bool HasFailed = false)
{
    /// <summary>Sent no credential.</summary>
    public static readonly Caller Nobody = new(
        Key: null,
        Unauthorized("credential_missing", $"An API key is needed, as {Credential.Header}: KEY or as Authorization: Bearer KEY")
    );

    /// <summary>Sent one that is no key.</summary>
    public static readonly Caller Stranger = new(
        Key: null,
        Unauthorized("credential_unknown", "This API key is not known"),
        HasFailed: true
    );

    /// <summary>Sent a key that has expired.</summary>
    public static readonly Caller Latecomer = new(
        Key: null,
        Unauthorized("credential_expired", "This API key has expired"),
        HasFailed: true
    );

    /// <summary>Sent several that are not the same.</summary>
    public static readonly Caller Several = new(
        Key: null,
        Unauthorized("credential_ambiguous", "Several different API keys were sent: send one"),
        HasFailed: true
    );

    /// <summary>The caller of a request; null while access is open.</summary>
    /// <param name="context">The request.</param>
    public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();

    private static Error Unauthorized(string code, string message) => new(401, "Unauthorized", message) { Code = code };
}
