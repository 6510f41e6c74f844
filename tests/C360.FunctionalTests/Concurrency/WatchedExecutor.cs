using C360.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Concurrency;

/// <summary>The real engine, counted; a test may hold its queries back, or give it another text to run.</summary>
internal sealed class WatchedExecutor(ISqlExecutor engine) : ISqlExecutor
{
    private int _queries;

    public int Queries => Volatile.Read(ref _queries);

    /// <summary>Until when queries wait before they reach the engine.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What the engine runs instead of the query.</summary>
    public string? Instead { get; set; }

    /// <summary>Completes when a query has been handed to the engine.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the engine has let go of one.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts itself around the service's executor.</summary>
    public static void Watch(IServiceCollection services)
    {
        services.AddSingleton(provider => new WatchedExecutor(provider.GetRequiredService<ResilientSqlExecutor>()));
        services.Replace(ServiceDescriptor.Singleton<ISqlExecutor>(provider => provider.GetRequiredService<WatchedExecutor>()));
    }

    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        await Gate.WaitAsync(cancellationToken);
        SqlQuery run = Instead is null ? query : new SqlQuery(query.Name, Instead, new Dictionary<string, object?>());
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
