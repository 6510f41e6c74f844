namespace C360.Infrastructure.Security;

/// <summary>A key as it stands in the key file.</summary>
/// <param name="Id">Its name in logs.</param>
/// <param name="Hash">HMAC-SHA-256 of the key under SECRET_KEY, in hexadecimal digits.</param>
/// <param name="Scopes">read, customers, admin: one or more of them.</param>
/// <param name="Expires">The last day on which it is good, in UTC, or the moment from which it is not; null: never.</param>
internal sealed record KeyEntry(string Id, string Hash, IReadOnlyList<string> Scopes, string? Expires = null);
