using System.Reflection;
using C360.Application.Queries;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;

namespace C360.Infrastructure.Verification;

/// <summary>One of the engines that are compared: it builds into snapshots of its own, and answers from any.</summary>
/// <param name="snapshots">Where its build goes.</param>
/// <param name="pipeline">Builds.</param>
/// <param name="executor">Answers.</param>
internal sealed class EngineSide(SnapshotStore snapshots, IPipelineEngine pipeline, ISqlExecutor executor) : IAsyncDisposable
{
    private static readonly MethodInfo AskOne = typeof(EngineSide).GetMethod(
        nameof(AskAsync),
        1,
        BindingFlags.NonPublic | BindingFlags.Instance,
        [typeof(IAnalyticQuery<>).MakeGenericType(Type.MakeGenericMethodParameter(0)), typeof(SnapshotLease), typeof(CancellationToken)]
    )!;

    private readonly AnalyticsRepository _repository = new(new QueryTexts(), executor, new ServiceBuild(""));

    /// <summary>The engine's name: embedded or spark.</summary>
    public string Name => pipeline.Name;

    /// <summary>What else ends with it, after its snapshots: a session on a cluster, threads.</summary>
    public IReadOnlyList<object> Owned { get; init; } = [];

    /// <summary>Builds and publishes as a refresh would, whatever the gate says.</summary>
    /// <param name="options">What is read, by which rules.</param>
    /// <param name="time">The clock: the same moment for all that are compared.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public async Task<Snapshot> BuildAsync(
        PipelineOptions options,
        TimeProvider time,
        IProgress<PipelineProgress> progress,
        CancellationToken cancellationToken
    )
    {
        string folder = snapshots.BeginBuild();
        var draft = new SnapshotDraft(pipeline, options, time);
        Snapshot snapshot = await draft.BuildAsync(options.DataPath!, folder, last: null, progress, cancellationToken);
        await snapshots.PublishAsync(folder, snapshot, (_, _) => Task.CompletedTask, cancellationToken);
        return snapshot;
    }

    /// <summary>What it built.</summary>
    public SnapshotLease Lease() => snapshots.Lease();

    /// <summary>Answers a request of the catalogue.</summary>
    /// <param name="request">The request.</param>
    /// <param name="on">The snapshot, of this side or another.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public Task<Answer> AskAsync(object request, SnapshotLease on, CancellationToken cancellationToken)
    {
        Type row = request.GetType().GetInterface(typeof(IAnalyticQuery<>).Name)!.GetGenericArguments()[0];
        return (Task<Answer>)AskOne.MakeGenericMethod(row).Invoke(this, [request, on, cancellationToken])!;
    }

    /// <summary>Lets go of the snapshots, and then of what they were read with.</summary>
    public async ValueTask DisposeAsync()
    {
        snapshots.Dispose();
        foreach (object owned in Owned)
            if (owned is IAsyncDisposable waited)
                await waited.DisposeAsync();
            else
                (owned as IDisposable)?.Dispose();
    }

    private async Task<Answer> AskAsync<TRow>(IAnalyticQuery<TRow> query, SnapshotLease on, CancellationToken cancellationToken)
        where TRow : class => await _repository.AskAsync(query, on, cancellationToken);
}
