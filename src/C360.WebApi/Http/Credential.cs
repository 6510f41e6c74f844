using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Http;

/// <summary>Reads the key that a request carries: in X-API-Key, or in Authorization after Bearer. Never in the address: addresses are logged on the way.</summary>
internal static class Credential
{
    /// <summary>The header that carries nothing but the key.</summary>
    public const string Header = "X-API-Key";

    private const string Bearer = "Bearer ";

    /// <summary>Reads it. An empty header, and an Authorization of another scheme, count as none.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="key">The key, or null when there is none.</param>
    /// <returns>Whether there is at most one: the same key may stand in several headers, different ones may not.</returns>
    public static bool TryRead(IHeaderDictionary headers, out string? key)
    {
        key = null;
        return IsSame(headers[Header], "", ref key) && IsSame(headers.Authorization, Bearer, ref key);
    }

    private static bool IsSame(StringValues header, string scheme, ref string? key)
    {
        foreach (string? value in header)
        {
            if (value is null || !value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                continue;
            string sent = value[scheme.Length..].Trim();
            if (sent.Length == 0)
                continue;
            if (key is not null && key != sent)
                return false;
            key = sent;
        }
        return true;
    }
}
