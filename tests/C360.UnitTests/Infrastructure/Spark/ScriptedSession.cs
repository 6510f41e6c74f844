using C360.Infrastructure.Spark;

namespace C360.UnitTests.Infrastructure.Spark;

/// <summary>A session whose queries do what a test says, else answer one row: 42.</summary>
internal sealed class ScriptedSession : ISparkSession
{
    private int _disposed;

    public string Id { get; init; } = Guid.NewGuid().ToString();

    public string Version { get; set; } = "4.0.5";

    public bool IsLost { get; set; }

    /// <summary>How often it was disposed of.</summary>
    public int Disposed => Volatile.Read(ref _disposed);

    /// <summary>How many statements it was given.</summary>
    public int Count
    {
        get
        {
            lock (Statements)
                return Statements.Count;
        }
    }

    /// <summary>What it was given, in order.</summary>
    public List<SparkStatement> Statements { get; } = [];

    /// <summary>Runs a statement in the place of this.</summary>
    public Func<SparkStatement, CancellationToken, Task> Run { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Awaited when it is disposed of.</summary>
    public Task Ending { get; init; } = Task.CompletedTask;

    public async Task<ISparkReader> QueryAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        await ExecuteAsync(statement, cancellationToken);
        return new OneRow();
    }

    public Task ExecuteAsync(SparkStatement statement, CancellationToken cancellationToken)
    {
        lock (Statements)
            Statements.Add(statement);
        return Run(statement, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposed);
        await Ending;
    }

    private sealed class OneRow : ISparkReader
    {
        private bool _read;

        public IReadOnlyList<SparkColumn> Columns { get; } = [new("answer", "int")];

        public ValueTask<bool> ReadAsync() => ValueTask.FromResult(!_read && (_read = true));

        public bool IsNull(int column) => false;

        public bool Boolean(int column) => throw new InvalidCastException();

        public int Int32(int column) => 42;

        public long Int64(int column) => 42;

        public double Double(int column) => 42;

        public decimal Decimal(int column) => 42;

        public string String(int column) => throw new InvalidCastException();

        public DateOnly Date(int column) => throw new InvalidCastException();

        public DateTime Timestamp(int column) => throw new InvalidCastException();

        public object Value(int column) => 42;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
