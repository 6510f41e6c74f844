using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

/// <summary>An engine in memory, a session on it and an empty folder that goes away, new for each test.</summary>
internal abstract class EngineFixture
{
    protected DuckDbDatabase Database { get; private set; } = null!;

    protected DuckDbConnection Connection { get; private set; } = null!;

    protected string Folder { get; private set; } = null!;

    [SetUp]
    public void Open()
    {
        Folder = Directory.CreateTempSubdirectory("c360-duckdb-").FullName;
        Database = DuckDbDatabase.Open(":memory:", new DuckDbSettings { Threads = 2 });
        Connection = Database.Connect();
    }

    [TearDown]
    public void Close()
    {
        Connection.Dispose();
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A reader that stands on the first row.</summary>
    protected DuckDbReader FirstRow(string sql, params ReadOnlySpan<object?> parameters)
    {
        DuckDbReader reader = Connection.Query(sql, CancellationToken.None, parameters);
        Assert.That(reader.Read(), Is.True);
        return reader;
    }

    /// <summary>The first value of the first row.</summary>
    protected object? Scalar(string sql, params ReadOnlySpan<object?> parameters)
    {
        using DuckDbReader reader = FirstRow(sql, parameters);
        return reader.Value(0);
    }

    /// <summary>A path in the folder.</summary>
    protected string PathOf(string name) => Path.Combine(Folder, name);
}
