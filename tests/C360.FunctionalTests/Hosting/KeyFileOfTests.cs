using C360.Domain.Access;
using C360.Infrastructure.Security;

namespace C360.FunctionalTests.Hosting;

/// <summary>A file of keys in a folder of its own, and the secret they are hashed under.</summary>
internal sealed class KeyFileOfTests : IDisposable
{
    public const string Secret = "a secret of the tests, 32 characters long";
    private readonly string _folder = Directory.CreateTempSubdirectory("c360-keys-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "keys.json");

    /// <summary>The settings of a service that knows these keys.</summary>
    public Dictionary<string, string> Settings => new() { ["API_KEYS_FILE"] = Path, ["SECRET_KEY"] = Secret };

    public string Add(string id, params Scope[] scopes) => Add(id, null, scopes);

    public string Add(string id, DateOnly? lastDay, params Scope[] scopes) =>
        new KeyFile(Path).Add(id, scopes, lastDay, new KeyHash(Secret));

    public void Revoke(string id) => new KeyFile(Path).Revoke(id);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
