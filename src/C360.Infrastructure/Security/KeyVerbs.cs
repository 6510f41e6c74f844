using C360.Application.Access;
using C360.Application.Ports;
using C360.Domain.Access;

namespace C360.Infrastructure.Security;

/// <summary>What the verbs of keys do with the key file that the settings name.</summary>
public static class KeyVerbs
{
    /// <summary>Makes a key and notes what it hashes to.</summary>
    /// <param name="options">The file, and what keys are hashed under.</param>
    /// <param name="id">Its id.</param>
    /// <param name="scopes">What it is good for.</param>
    /// <param name="lastDay">The last day on which it is; null: there is none.</param>
    /// <returns>The key.</returns>
    /// <exception cref="KeyFileException">The id or the file cannot be used.</exception>
    public static string Add(AccessOptions options, string id, IReadOnlyList<Scope> scopes, DateOnly? lastDay) =>
        File(options).Add(id, scopes, lastDay, new KeyHash(options.SecretKey));

    /// <summary>The keys in the file.</summary>
    /// <param name="options">The file.</param>
    /// <exception cref="KeyFileException">The file cannot be used.</exception>
    public static IReadOnlyList<ApiKey> List(AccessOptions options) => [.. File(options).List().Select(KeyList.Key)];

    /// <summary>Takes a key out.</summary>
    /// <param name="options">The file.</param>
    /// <param name="id">The key's id.</param>
    /// <exception cref="KeyFileException">There is no such key, or the file cannot be used.</exception>
    public static void Revoke(AccessOptions options, string id) => File(options).Revoke(id);

    private static KeyFile File(AccessOptions options) => new(options.ApiKeysFile!);
}
