using System.Collections.Concurrent;

namespace C360.Application.Queries;

/// <summary>What was rendered of an answer, and how much room it takes.</summary>
internal sealed class Renderings
{
    private readonly ConcurrentDictionary<string, byte[]> _kept = new(concurrencyLevel: 1, capacity: 1);
    private readonly Lock _lock = new();

    /// <summary>Whoever keeps the answer is asked, with the new total, before it grows; while nobody does, it lasts no longer than its requests.</summary>
    public Func<long, bool>? MayGrow { get; set; }

    /// <summary>The bytes of all together.</summary>
    public long Bytes { get; private set; }

    /// <summary>What was rendered under a name, or null.</summary>
    /// <param name="name">The name.</param>
    public byte[]? Find(string name) => _kept.GetValueOrDefault(name);

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
                _kept[name] = bytes;
                Bytes += bytes.Length;
            }
            return bytes;
        }
    }
}
