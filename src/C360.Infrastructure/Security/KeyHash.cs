using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using C360.Application.Access;

namespace C360.Infrastructure.Security;

/// <summary>
/// Hashes keys: HMAC-SHA-256 under the service's secret. A slow hash, as for passwords, would protect nothing more: a key is 256 random bits, which nobody
/// can try out, and each request would pay for it.
/// </summary>
/// <param name="secret">The secret; null: one of this process alone.</param>
internal sealed class KeyHash(string? secret)
{
    /// <summary>A hash's length in bytes.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Tells people and secret scanners what they have found.</summary>
    private const string Prefix = "c360_";

    private readonly byte[] _secret = secret is null ? RandomNumberGenerator.GetBytes(Length) : Encoding.UTF8.GetBytes(secret);

    /// <summary>Makes a new key.</summary>
    public static string NewKey() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Hashes a key.</summary>
    /// <param name="key">The key, not longer than <see cref="AccessOptions.LongestApiKey"/>.</param>
    /// <param name="hash">Takes the hash.</param>
    public void Write(string key, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[AccessOptions.LongestApiKey * 3];
        HMACSHA256.HashData(_secret, bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash);
    }

    /// <summary>A key's hash.</summary>
    /// <param name="key">The key.</param>
    public byte[] Of(string key)
    {
        byte[] hash = new byte[Length];
        Write(key, hash);
        return hash;
    }
}
