// Long because it is the one list of what there is.
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.DuckDb.Native;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.SampleData;
using C360.Infrastructure.Scheduling;
using C360.Infrastructure.Security;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Building;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure;

/// <summary>Brings the engine, the pipeline and the snapshots into the container; options and the clock are there already.</summary>
public static class InfrastructureServices
{
    /// <summary>Queries that run at once: beyond about twice the cores only the queue grows.</summary>
    private const int QueriesPerCore = 2;

    /// <summary>Adds what the application's ports need.</summary>
    /// <param name="services">The container.</param>
    /// <param name="settings">Reads the settings of an options class.</param>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, Func<Type, object> settings)
    {
        EngineOptions engine = Engine(settings);
        services.AddSingleton(engine);
        services.AddSingleton((SnapshotOptions)settings(typeof(SnapshotOptions)));
        services.AddSingleton(provider => new SnapshotPlace(provider.GetRequiredService<SnapshotOptions>().SnapshotPath));
        var pipeline = (PipelineOptions)settings(typeof(PipelineOptions));
        services.AddSingleton(pipeline);
        services.AddSingleton<IMemoryCache>(provider => new MemoryCache(
            new MemoryCacheOptions
            {
                SizeLimit = provider.GetRequiredService<CacheOptions>().CacheMaxMb * 1_048_576L,
                TrackStatistics = true,
            }
        ));

        services.AddSingleton(provider => new SnapshotFile(
            Settings(provider, "queries", options => options.QueryMemory) with
            {
                ReadOnly = true,
            }
        ));
        services.AddSingleton(provider => new SnapshotStore(
            provider.GetRequiredService<SnapshotOptions>(),
            provider.GetRequiredService<SnapshotFile>().Check,
            provider.GetRequiredService<ILogger<SnapshotStore>>()
        ));
        services.AddSingleton<ISnapshotRepository>(provider => provider.GetRequiredService<SnapshotStore>());
        services.AddSingleton<PrepareSnapshot>(provider => provider.GetRequiredService<WarmUp>().RunAsync);
        services.AddSingleton<ISnapshotArchive, SnapshotArchive>();
        services.AddHostedService<SnapshotFollower>();

        services.AddSingleton<EngineTemp>();
        services.AddSingleton(provider => new EngineThreads(
            provider.GetRequiredService<EngineOptions>().Threads * QueriesPerCore,
            "query"
        ));
        services.AddSingleton<QueryTurns>();
        services.AddSingleton(provider => new ResilientSqlExecutor(
            engine.QueriesOnSpark
                ? ActivatorUtilities.CreateInstance<SparkSqlExecutor>(provider)
                : ActivatorUtilities.CreateInstance<DuckDbSqlExecutor>(provider),
            provider.GetRequiredService<EngineOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ResilientSqlExecutor>>(),
            engine.QueriesOnSpark ? provider.GetRequiredService<QueryTurns>() : null
        ));
        services.AddSingleton(provider => new ObservedSqlExecutor(
            provider.GetRequiredService<ResilientSqlExecutor>(),
            engine.QueryEngine,
            engine.QueriesOnSpark
                ? () => provider.GetRequiredService<QueryTurns>().Waiting
                : () => provider.GetRequiredService<EngineThreads>().Waiting,
            provider.GetRequiredService<ServiceMetrics>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<ISqlExecutor>(provider => provider.GetRequiredService<ObservedSqlExecutor>());
        services.AddSingleton<IEngineStatus>(provider => provider.GetRequiredService<ObservedSqlExecutor>());
        services.AddSingleton<QueryTexts>();
        services.AddSingleton<IQueryTexts>(provider => provider.GetRequiredService<QueryTexts>());
        services.AddSingleton<AnalyticsRepository>();
        services.AddSingleton<IAnalyticsRepository>(provider => provider.GetRequiredService<AnalyticsRepository>());
        services.AddSingleton<WarmUp>();

        services.AddSingleton<IPipelineEngine>(provider =>
        {
            DuckDbSettings resources = Settings(provider, "refresh", options => options.RefreshMemory);
            return pipeline.IsOnSpark
                ? new SparkPipelineEngine(provider.GetRequiredService<ISparkCluster>(), resources)
                : new DuckDbPipelineEngine(resources);
        });
        services.AddSingleton<FirstSampleData>();
        services.AddSingleton<SnapshotDraft>();
        services.AddSingleton<SnapshotBuilder>();
        services.AddSingleton<RefreshLock>();
        services.AddSingleton<RefreshHistory>();
        services.AddSingleton<InputComparison>();
        services.AddSingleton<RefreshJob>();
        services.AddSingleton<RefreshService>();
        services.AddSingleton<IRefreshRepository>(provider => provider.GetRequiredService<RefreshService>());
        services.AddHostedService<HistoryFollower>();
        services.AddHostedService<FirstRefresh>();

        services.AddSingleton((ScheduleOptions)settings(typeof(ScheduleOptions)));
        services.AddSingleton<RefreshSchedule>();
        services.AddSingleton<IRefreshSchedule>(provider => provider.GetRequiredService<RefreshSchedule>());
        // After the first refresh: what is added last stops first, and a refresh that stops shall not be begun again.
        services.AddHostedService(provider => provider.GetRequiredService<RefreshSchedule>());

        services.AddSingleton<IApiKeyRepository, ApiKeyRepository>();
        AddSpark(services, (SparkOptions)settings(typeof(SparkOptions)), isUsed: engine.QueriesOnSpark || pipeline.IsOnSpark);
        return services;
    }

    /// <summary>Makes sample data: all eight sources.</summary>
    /// <param name="customers">How many customers; 1 or more.</param>
    /// <param name="seed">Which of the many possible companies; the same seed gives the same bytes.</param>
    /// <param name="asOf">The last day of the data.</param>
    /// <param name="format">csv or parquet.</param>
    /// <param name="output">The folder to write to: absent or empty.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind.</param>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public static void GenerateSampleData(
        int customers,
        int seed,
        DateOnly asOf,
        string format,
        string output,
        CancellationToken cancellationToken
    ) =>
        SampleDataGenerator.Generate(
            new SampleDataOptions(customers, seed, asOf, format == "csv" ? SampleDataFormat.Csv : SampleDataFormat.Parquet, output),
            cancellationToken
        );

    /// <summary>The settings of the engine, in force.</summary>
    /// <param name="settings">Reads the settings of an options class.</param>
    internal static EngineOptions Engine(Func<Type, object> settings)
    {
        var engine = (EngineOptions)settings(typeof(EngineOptions));
        // The library is loaded where no container reaches, by the environment: this brings it the variable of .env and of the arguments.
        if (engine.DuckdbLibrary is { } library)
            Environment.SetEnvironmentVariable(NativeMethods.LibraryVariable, library);
        return engine;
    }

    /// <summary>The client of a cluster; connects only when something is asked of it.</summary>
    internal static ISparkCluster Connect(SparkOptions options, TimeProvider time, ILogger<SparkConnectCluster> logger) =>
        new SparkConnectCluster(options.Remote, options.SparkAppName, time, logger);

    /// <summary>The cluster, for whoever asks for it; only an engine that runs on it does.</summary>
    private static void AddSpark(IServiceCollection services, SparkOptions options, bool isUsed)
    {
        services.AddSingleton(options);
        services.AddSingleton<ConnectSpark>(provider =>
            spark =>
                Connect(spark, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SparkConnectCluster>>())
        );
        services.AddSingleton(provider => new RememberedSparkCluster(
            provider.GetRequiredService<ConnectSpark>()(options),
            provider.GetRequiredService<SnapshotPlace>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RememberedSparkCluster>>()
        ));
        services.AddSingleton<ISparkCluster>(provider => provider.GetRequiredService<RememberedSparkCluster>());
        services.AddSingleton(new SparkState(isUsed));
        services.AddSingleton<ISparkStatus>(provider => provider.GetRequiredService<SparkState>());
        if (isUsed)
            services.AddHostedService<SparkWatch>();
    }

    private static DuckDbSettings Settings(IServiceProvider provider, string purpose, Func<EngineOptions, string> memory)
    {
        EngineOptions options = provider.GetRequiredService<EngineOptions>();
        return Settings(options, memory(options), Path.Combine(provider.GetRequiredService<EngineTemp>().Folder, purpose));
    }

    /// <summary>What an engine may use.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="memory">Its memory, in the engine's spelling.</param>
    /// <param name="temp">Its temporary folder.</param>
    internal static DuckDbSettings Settings(EngineOptions options, string memory, string temp) =>
        new()
        {
            MemoryLimit = memory,
            Threads = options.Threads,
            TempDirectory = temp,
        };
}
