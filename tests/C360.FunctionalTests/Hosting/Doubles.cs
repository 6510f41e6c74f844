using C360.Application.Ports;
using C360.Application.Queries;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Hosting;

/// <summary>A repository that does something of the test's choice before the real one answers.</summary>
internal sealed class InterruptedRepository(IAnalyticsRepository real, Action before) : IAnalyticsRepository
{
    public Task<Answer<TRow>> AskAsync<TRow>(IAnalyticQuery<TRow> query, CancellationToken cancellationToken)
        where TRow : class
    {
        before();
        return real.AskAsync(query, cancellationToken);
    }

    public static Action<IServiceCollection> With(Action before) =>
        services => Doubles.Decorate<IAnalyticsRepository>(services, real => new InterruptedRepository(real, before));
}

/// <summary>A pipeline engine that does something of the test's choice before the real one builds.</summary>
internal sealed class InterruptedEngine(IPipelineEngine real, Func<IProgress<PipelineProgress>, Task> before) : IPipelineEngine
{
    public string Name => real.Name;

    public Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken) =>
        real.LocateAsync(dataPath, cancellationToken);

    public async Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        await before(progress).WaitAsync(cancellationToken);
        return await real.BuildAsync(run, progress, cancellationToken);
    }

    public static Action<IServiceCollection> With(Func<IProgress<PipelineProgress>, Task> before) =>
        services => Doubles.Decorate<IPipelineEngine>(services, real => new InterruptedEngine(real, before));
}

/// <summary>A pipeline engine in whose way something of the test's choice comes when it reaches a stage.</summary>
internal sealed class DisturbedEngine(IPipelineEngine real, string stage, Action disturb) : IPipelineEngine
{
    public string Name => real.Name;

    public Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken) =>
        real.LocateAsync(dataPath, cancellationToken);

    public Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken) =>
        real.BuildAsync(
            run,
            new ToldProgress(now =>
            {
                progress.Report(now);
                if (now.Stage == stage)
                    disturb();
            }),
            cancellationToken
        );

    public static Action<IServiceCollection> At(string stage, Action disturb) =>
        services => Doubles.Decorate<IPipelineEngine>(services, real => new DisturbedEngine(real, stage, disturb));
}

/// <summary>An engine status of the test's choice.</summary>
internal sealed class StatedEngine : IEngineStatus
{
    public EngineState State { get; set; }

    public int Running { get; set; }

    public int Waiting { get; set; }
}

internal static class Doubles
{
    /// <summary>Puts something around what the container has.</summary>
    public static void Decorate<T>(IServiceCollection services, Func<T, T> around)
        where T : class
    {
        ServiceDescriptor real = services.Last(service => service.ServiceType == typeof(T));
        services.Replace(
            ServiceDescriptor.Singleton(provider =>
                around(
                    (T)(
                        real.ImplementationFactory?.Invoke(provider)
                        ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)
                    )
                )
            )
        );
    }
}
