using C360.Domain.Sources;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>The sources of a folder as they are read, without the models: all declared columns are kept.</summary>
internal sealed class ReadSources : IDisposable
{
    private readonly string _copies = Path.Combine(Path.GetTempPath(), $"c360-clean-{Guid.NewGuid():N}");
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private readonly SourceReader _reader;

    public ReadSources(SourceFolder data)
        : this(data.Path) { }

    /// <param name="path">The folder.</param>
    /// <param name="only">The one source to read; all if it is null.</param>
    public ReadSources(string path, string? only = null)
    {
        _database = DuckDbDatabase.Open(":memory:", new DuckDbSettings { Threads = 2, AllowedDirectories = [path, _copies] });
        _connection = _database.Connect();
        string[] everyColumn = [.. DeclaredSources.All.SelectMany(source => source.Columns).Select(column => column.Name)];
        _reader = new SourceReader(new ColumnsInUse(everyColumn), _copies, _connection, CancellationToken.None);
        var rejected = new RejectedRowsTable(_connection, CancellationToken.None);
        rejected.Make();
        _reader.Prepare();
        foreach (LocatedSource source in SourceFiles.Locate(path).Where(source => only is null || source.Source.Name == only))
        {
            _reader.Read(source);
            rejected.Add(_reader.Sources[^1]);
        }
        AssertThatRejectedRowsAreKept();
    }

    /// <summary>What became of a source.</summary>
    public ReadSource this[string source] => _reader.Sources.Single(read => read.Source.Name == source);

    /// <summary>Rows of a query, their values as text with a bar between them; ∅ is null.</summary>
    public string[] Rows(string sql)
    {
        var rows = new List<string>();
        using DuckDbReader reader = _connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM ({sql})", CancellationToken.None);
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsNull(i) ? "∅" : reader.String(i))));
        }
        return [.. rows];
    }

    /// <summary>The rejected rows of a source: key, reason and column.</summary>
    public string[] Rejected(string source) =>
        Rows($"SELECT key, reason, column_name FROM rejected_rows WHERE source = '{source}' ORDER BY file, line, key");

    // Whatever a test is about: as many rows are kept as the reports count.
    private void AssertThatRejectedRowsAreKept()
    {
        IEnumerable<string> counted = _reader.Sources.SelectMany(read =>
            read.Rejected.Select(reason => $"{read.Source.Name}|{reason.Key}|{reason.Value}")
        );
        Assert.That(
            Rows("SELECT source, reason, count(*) FROM rejected_rows GROUP BY source, reason"),
            Is.EquivalentTo(counted),
            "rejected_rows and the reports"
        );
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
