namespace C360.Application.Queries;

/// <summary>What was rendered of an answer, and how much room it takes.</summary>
internal sealed class Renderings
{
    /// <summary>A handful at most, made anew for each one more: most answers have one, those that only say that nothing has changed have none.</summary>
    private volatile KeyValuePair<string, byte[]>[] _kept = [];
    private readonly Lock _lock = new();
    private Func<long, bool>? _mayGrow;

    /// <summary>The bytes of all together.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// From now on whoever keeps the answer is asked, with the new total, before it grows, and at once when something was rendered before; while nobody keeps
    /// it, it lasts no longer than its requests.
    /// </summary>
    /// <param name="mayGrow">Counts the total; false when there is no room for it.</param>
    public void CountBy(Func<long, bool> mayGrow)
    {
        lock (_lock)
        {
            (_mayGrow, long rendered, Bytes) = (mayGrow, Bytes, 0);
            if (rendered == 0 || mayGrow(rendered))
                Bytes = rendered;
            else
                _kept = [];
        }
    }

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
            if (_mayGrow?.Invoke(Bytes + bytes.Length) != false)
            {
                _kept = [.. _kept, new(name, bytes)];
                Bytes += bytes.Length;
            }
            return bytes;
        }
    }
}
