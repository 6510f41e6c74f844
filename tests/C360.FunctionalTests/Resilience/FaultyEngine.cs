using C360.FunctionalTests.Hosting;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Resilience;

/// <summary>The real engine, behind the service's own deadline, second try and breaker; a test may let it fail.</summary>
internal sealed class FaultyEngine(ISqlExecutor engine) : ISqlExecutor
{
    private int _calls;

    /// <summary>What every call throws; null: the engine answers.</summary>
    public Exception? Fault { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Puts it in the place of the service's engine.</summary>
    public static void Use(IServiceCollection services)
    {
        services.AddSingleton(provider => new FaultyEngine(
            new DuckDbSqlExecutor(
                provider.GetRequiredService<SnapshotStore>(),
                provider.GetRequiredService<SnapshotFile>(),
                provider.GetRequiredService<EngineThreads>()
            )
        ));
        services.Replace(
            ServiceDescriptor.Singleton(provider => new ResilientSqlExecutor(
                provider.GetRequiredService<FaultyEngine>(),
                provider.GetRequiredService<EngineOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ResilientSqlExecutor>>()
            ))
        );
    }

    /// <summary>Sends a request to a service whose clock goes on while it runs: before its second try a query waits a moment.</summary>
    public static async Task<HttpResponseMessage> GetAsync(ApiHost host, string path)
    {
        Task<HttpResponseMessage> request = host.Client.GetAsync(path);
        while (await Task.WhenAny(request, Task.Delay(1)) != request)
            host.Time.Advance(TimeSpan.FromMilliseconds(10));
        return await request;
    }

    public Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return Fault is { } fault ? Task.FromException<SqlResult<TRow>>(fault) : engine.QueryAsync<TRow>(query, cancellationToken);
    }
}
