namespace C360.Application.Queries;

/// <summary>What was rendered of an answer, and how much room it takes.</summary>
internal sealed class Renderings
{
    /// <summary>A handful at most, made anew for each one more: most answers have one, those that only say that nothing has changed have none.</summary>
    private volatile KeyValuePair<string, byte[]>[] _kept = [];
    private readonly Lock _lock = new();

    /// <summary>Whoever keeps the answer is asked, with the new total, before it grows; while nobody does, it lasts no longer than its requests.</summary>
    public Func<long, bool>? MayGrow { get; set; }

    /// <summary>The bytes of all together.</summary>
    public long Bytes { get; private set; }

    /// <summary>What was rendered under a name, or null.</summary>
    /// <param name="name">The name.</param>
    public byte[]? Find(string name)
    {
        foreach ((string key, byte[] bytes) in _kept)
            if (key == name)
                return bytes;
        return null;
    }

    /// <summary>Keeps what was rendered, if there is room for it; of two that were made at the same time, the first one counts.</summary>
    /// <param name="name">The name.</param>
    /// <param name="bytes">What was rendered.</param>
    public byte[] Keep(string name, byte[] bytes)
    {
        lock (_lock)
        {
            if (Find(name) is { } first)
                return first;
            if (MayGrow?.Invoke(Bytes + bytes.Length) != false)
            {
                _kept = [.. _kept, new(name, bytes)];
                Bytes += bytes.Length;
            }
            return bytes;
        }
    }
}
