using C360.WebApi.Http;
using Microsoft.AspNetCore.Http;

namespace C360.UnitTests.WebApi.Http;

internal sealed class CredentialTests
{
    [TestCase("X-API-Key: k", "k")]
    [TestCase("x-api-key:  k ", "k")]
    [TestCase("Authorization: Bearer k", "k")]
    [TestCase("Authorization: bearer  k", "k")]
    [TestCase("X-API-Key: k|Authorization: Bearer k", "k")]
    [TestCase("X-API-Key: k|X-API-Key: k", "k")]
    [TestCase("X-API-Key: Bearer k", "Bearer k")]
    // An unset variable of a script, and a proxy's own credential beside the key.
    [TestCase("X-API-Key: |Authorization: Bearer k", "k")]
    [TestCase("X-API-Key: k|Authorization: Basic dTpw", "k")]
    [TestCase("", null)]
    [TestCase("X-API-Key: ", null)]
    [TestCase("Authorization: Bearer", null)]
    [TestCase("Authorization: Bearer ", null)]
    [TestCase("Authorization: Basic dTpw", null)]
    [TestCase("Authorization: k", null)]
    [TestCase("Authorization: Bearerk", null)]
    public void One_key_is_read_or_none(string headers, string? expected)
    {
        Assert.That(Credential.TryRead(Headers(headers), out string? key), Is.True);
        Assert.That(key, Is.EqualTo(expected));
    }

    [TestCase("X-API-Key: k|X-API-Key: l")]
    [TestCase("X-API-Key: k|Authorization: Bearer l")]
    [TestCase("Authorization: Bearer k|Authorization: Bearer K")]
    public void Different_keys_are_none(string headers) => Assert.That(Credential.TryRead(Headers(headers), out _), Is.False);

    private static HeaderDictionary Headers(string headers)
    {
        var all = new HeaderDictionary();
        foreach (string header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
            all.Append(header.Split(": ")[0].Split(':')[0], header[(header.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        return all;
    }
}
