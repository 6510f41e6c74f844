namespace C360.Domain.Access;

/// <summary>A key as the service knows it: never the key itself.</summary>
/// <param name="Id">Its name in logs.</param>
/// <param name="Hash">What the key hashes to under the service's secret.</param>
/// <param name="Scopes">What it is good for.</param>
/// <param name="Expires">From when on it is good for nothing; null: never.</param>
public sealed record ApiKey(string Id, ReadOnlyMemory<byte> Hash, IReadOnlyList<Scope> Scopes, DateTimeOffset? Expires)
{
    /// <summary>Whether it is good for something no more.</summary>
    /// <param name="now">The moment in question.</param>
    public bool HasExpired(DateTimeOffset now) => now >= Expires;

    /// <summary>Whether it is good for a scope.</summary>
    /// <param name="scope">The scope.</param>
    public bool Allows(Scope scope) => Scopes.Contains(scope);
}
