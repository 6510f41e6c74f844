namespace C360.Infrastructure.Spark;

/// <summary>
/// The session in which Spark reads one snapshot, with views of its tables; opened by the first who asks. An opening that fails is forgotten, and one that
/// nobody waits for any more goes on: the next will be glad of it.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="folder">The snapshot's folder, which the cluster sees under the same path.</param>
internal sealed class SnapshotSession(ISparkCluster cluster, string folder) : IDisposable
{
    /// <summary>A cluster that has said nothing by then says nothing any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Tables = ["customer_analytics_c360", "category_sales", "rejected_rows"];

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closed = new();
    private Task<ISparkSession>? _opening;

    /// <summary>The session, opened once for all who ask.</summary>
    /// <param name="cancellationToken">Gives up the wait; others may wait on.</param>
    /// <exception cref="SparkException">It cannot be opened.</exception>
    public Task<ISparkSession> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
                _opening = Task.Run(BeginAsync, CancellationToken.None);
            return _opening.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the session, without waiting for the cluster.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        lock (_lock)
            if (_opening is { } opening)
                _ = EndAsync(opening);
    }

    /// <summary>The statement that names what lies in a folder of Parquet files.</summary>
    /// <param name="name">The name.</param>
    /// <param name="folder">The folder; characters that would stand for several folders stand for themselves.</param>
    internal static string View(string name, string folder) =>
        $"CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT * FROM parquet.{SparkSqlText.Name(SparkSqlText.Pattern(SparkSqlText.Local(folder)))}";

    private async Task<ISparkSession> BeginAsync()
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        late.CancelAfter(Patience);
        try
        {
            ISparkSession session = await cluster.OpenAsync(late.Token);
            try
            {
                foreach (string table in Tables)
                    await session.ExecuteAsync(
                        new SparkStatement(View(table, Path.Combine(folder, "parquet", table))) { Tags = ["views"] },
                        late.Token
                    );
                return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        }
        catch (SparkException exception) when (exception.Kind == SparkErrorKind.Statement)
        {
            // No query is at fault.
            throw new SparkException(
                SparkErrorKind.Engine,
                $"Spark cannot read {folder}: the cluster must see SNAPSHOT_PATH under the same path",
                exception
            );
        }
        catch (OperationCanceledException exception) when (!_closed.IsCancellationRequested)
        {
            throw new SparkException(SparkErrorKind.Unreachable, $"Spark opened no session within {Patience}", exception);
        }
    }

    private static async Task EndAsync(Task<ISparkSession> opening)
    {
        try
        {
            await using ISparkSession session = await opening;
        }
        catch (Exception exception) when (exception is SparkException or OperationCanceledException)
        {
            // It was never open.
        }
    }
}
