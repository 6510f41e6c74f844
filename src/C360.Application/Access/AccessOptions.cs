namespace C360.Application.Access;

/// <summary>Who may ask. Without keys, in development only, everybody may.</summary>
public sealed class AccessOptions
{
    /// <summary>What <c>.env.example</c> says for <see cref="SecretKey"/>: known to everybody, so good for nothing but a trial.</summary>
    public const string ExampleSecretKey = "change-me-to-32-characters-or-more-that-nobody-can-guess";

    /// <summary>The longest key that is looked at, in characters.</summary>
    public const int LongestApiKey = 512;

    /// <summary>One key with every scope; 32 characters or more outside development.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The file of keys with scopes, which c360 keys makes and changes; read again when it changes. Needs SECRET_KEY.</summary>
    public string? ApiKeysFile { get; init; }

    /// <summary>Hashes keys: 32 characters or more that nobody can guess. Required in staging and production; whoever changes it makes all keys anew.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Whether everybody may ask everything.</summary>
    public bool IsOpen() => ApiKey is null && ApiKeysFile is null;
}
