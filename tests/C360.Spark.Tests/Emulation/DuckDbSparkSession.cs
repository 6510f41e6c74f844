using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>A session of <see cref="DuckDbSpark"/>. Its statements may come at once; they run one after the other.</summary>
internal sealed class DuckDbSparkSession : ISparkSession
{
    // The one function of the portable subset that DuckDB lacks.
    private const string Macros = "CREATE TEMP MACRO unix_date(d) AS CAST(CAST(d AS DATE) - DATE '1970-01-01' AS INT)";

    private readonly DuckDbSpark _cluster;
    private readonly DuckDbConnection _connection;
    private readonly SparkCommands _commands;
    private readonly SemaphoreSlim _one = new(1);

    internal DuckDbSparkSession(DuckDbSpark cluster, DuckDbConnection connection)
    {
        (_cluster, _connection) = (cluster, connection);
        _commands = new SparkCommands(cluster, connection);
        connection.Execute(Macros);
    }

    /// <inheritdoc/>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public string Version => _cluster.Version;

    /// <inheritdoc/>
    public bool IsLost { get; private set; }

    /// <summary>Whether its owner has disposed of it.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>What SET statements have set.</summary>
    public IReadOnlyDictionary<string, string> Settings => _commands.Settings;

    /// <summary>Makes it a session that the server no longer knows.</summary>
    public void Lose() => IsLost = true;

    /// <inheritdoc/>
    public async Task<ISparkReader> QueryAsync(SparkStatement statement, CancellationToken cancellationToken) =>
        await RunAsync(statement, cancellationToken);

    /// <inheritdoc/>
    public async Task ExecuteAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        await using ISparkReader done = await RunAsync(statement, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<MemoryReader> RunAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ThrowIfLost();
        await _cluster.BeginAsync(statement, cancellationToken);
        ThrowIfLost();
        await _one.WaitAsync(cancellationToken);
        try
        {
            SparkStatement asked = _cluster.Falsify is { } falsify ? statement with { Sql = falsify(statement.Sql) } : statement;
            MemoryReader rows = await Task.Run(() => _commands.Run(asked, cancellationToken), cancellationToken);
            if (!Version.StartsWith('3'))
                statement.Progress?.Report(100);
            return rows;
        }
        catch (DuckDbException error)
        {
            throw SparkCommands.Failed(error, statement);
        }
        finally
        {
            _one.Release();
        }
    }

    private void ThrowIfLost()
    {
        if (IsLost)
            throw new SparkException(SparkErrorKind.SessionLost, "The emulated session is lost")
            {
                ErrorClass = "INVALID_HANDLE.SESSION_CHANGED",
            };
    }
}
