using C360.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Concurrency;

/// <summary>
/// The real engine, counted; a test may hold its queries back, or give it another text to run. What is answered before a snapshot is served is let
/// through and counted apart.
/// </summary>
internal sealed class WatchedExecutor(ISqlExecutor engine) : ISqlExecutor
{
    private int _queries;
    private int _beforehand;

    public int Queries => Volatile.Read(ref _queries);

    public int Beforehand => Volatile.Read(ref _beforehand);

    /// <summary>Until when queries wait before they reach the engine.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What the engine runs instead of the query.</summary>
    public string? Instead { get; set; }

    /// <summary>Completes when a query has been handed to the engine.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the engine has let go of one.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts itself around the service's executor.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="instead">What the engine runs instead from the start.</param>
    public static void Watch(IServiceCollection services, string? instead)
    {
        services.AddSingleton(provider => new WatchedExecutor(provider.GetRequiredService<ResilientSqlExecutor>()) { Instead = instead });
        services.Replace(ServiceDescriptor.Singleton<ISqlExecutor>(provider => provider.GetRequiredService<WatchedExecutor>()));
    }

    /// <inheritdoc cref="Watch(IServiceCollection, string?)"/>
    public static void Watch(IServiceCollection services) => Watch(services, instead: null);

    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        SqlQuery run = Instead is null ? query : query with { Text = Instead, Parameters = new Dictionary<string, object?>() };
        if (query.On is not null)
        {
            Interlocked.Increment(ref _beforehand);
            return await engine.QueryAsync<TRow>(run, cancellationToken);
        }
        Interlocked.Increment(ref _queries);
        await Gate.WaitAsync(cancellationToken);
        Task<SqlResult<TRow>> running = engine.QueryAsync<TRow>(run, cancellationToken);
        Began.TrySetResult();
        try
        {
            return await running;
        }
        finally
        {
            Ended.TrySetResult();
        }
    }
}
