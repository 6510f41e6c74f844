using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Concurrency;

/// <summary>The real cache, counted: each request looks once, and each run once more.</summary>
internal sealed class WatchedCache : IMemoryCache
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 128 * 1_048_576, TrackStatistics = true });
    private int _looks;

    public int Looks => Volatile.Read(ref _looks);

    /// <summary>Takes the place of the service's cache.</summary>
    public static void Watch(IServiceCollection services)
    {
        services.AddSingleton<WatchedCache>();
        services.Replace(ServiceDescriptor.Singleton<IMemoryCache>(provider => provider.GetRequiredService<WatchedCache>()));
    }

    /// <summary>Counts from here: what was answered before the snapshot was served has looked too.</summary>
    public void Restart() => Volatile.Write(ref _looks, 0);

    /// <summary>Waits until so many have looked. The last look is followed at once, on its own thread, by the joining that tests wait for.</summary>
    public async Task LookedAsync(int looks)
    {
        for (int i = 0; i < 6000 && Looks < looks; i++)
            await Task.Delay(5);
        Assert.That(Looks, Is.GreaterThanOrEqualTo(looks));
    }

    public bool TryGetValue(object key, out object? value)
    {
        bool found = _cache.TryGetValue(key, out value);
        Interlocked.Increment(ref _looks);
        return found;
    }

    public ICacheEntry CreateEntry(object key) => _cache.CreateEntry(key);

    public void Remove(object key) => _cache.Remove(key);

    public MemoryCacheStatistics? GetCurrentStatistics() => _cache.GetCurrentStatistics();

    public void Dispose() => _cache.Dispose();
}
