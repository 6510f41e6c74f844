using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

internal sealed class DuckDbDatabaseTests : EngineFixture
{
    private static readonly DuckDbSettings Writing = new();
    private static readonly DuckDbSettings Reading = new() { ReadOnly = true };

    [Test]
    public void A_file_keeps_what_was_written()
    {
        Write("CREATE TABLE t AS SELECT 42 AS a");

        using DuckDbDatabase database = DuckDbDatabase.Open(PathOf("a.duckdb"), Reading);
        using DuckDbConnection connection = database.Connect();
        using DuckDbReader reader = connection.Query("SELECT a FROM t", CancellationToken.None);

        Assert.That(reader.Read(), Is.True);
        Assert.That(reader.Int32(0), Is.EqualTo(42));
    }

    [Test]
    public void A_file_opened_for_reading_is_not_written()
    {
        Write("CREATE TABLE t AS SELECT 42 AS a");

        using DuckDbDatabase database = DuckDbDatabase.Open(PathOf("a.duckdb"), Reading);
        using DuckDbConnection connection = database.Connect();

        Assert.That(() => connection.Execute("DELETE FROM t"), Throws.TypeOf<DuckDbException>().With.Message.Contains("read-only"));
    }

    [Test]
    public void A_second_writer_of_a_file_is_refused_under_any_spelling_of_its_path()
    {
        using DuckDbDatabase first = DuckDbDatabase.Open(PathOf("a.duckdb"), Writing);

        Assert.That(
            () => DuckDbDatabase.Open(Path.Combine(Folder, "x", "..", "a.duckdb"), Writing),
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(DuckDbErrorKind.Io)
        );
    }

    [Test]
    public void A_reader_beside_a_writer_and_a_writer_beside_a_reader_are_refused()
    {
        using (DuckDbDatabase writer = DuckDbDatabase.Open(PathOf("a.duckdb"), Writing))
        {
            Assert.That(
                () => DuckDbDatabase.Open(PathOf("a.duckdb"), Reading),
                Throws.TypeOf<DuckDbException>().With.Message.Contains("writing")
            );
        }
        using DuckDbDatabase reader = DuckDbDatabase.Open(PathOf("a.duckdb"), Reading);
        Assert.That(
            () => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing),
            Throws.TypeOf<DuckDbException>().With.Message.Contains("reading")
        );
    }

    [Test]
    public void Readers_share_a_file_and_the_last_one_frees_it()
    {
        Write("CREATE TABLE t AS SELECT 42 AS a");
        DuckDbDatabase first = DuckDbDatabase.Open(PathOf("a.duckdb"), Reading);
        DuckDbDatabase second = DuckDbDatabase.Open(PathOf("a.duckdb"), Reading);
        first.Dispose();

        Assert.That(() => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing), Throws.TypeOf<DuckDbException>());
        second.Dispose();
        Assert.That(() => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_file_is_taken_until_the_last_connection_to_it_is_closed()
    {
        DuckDbDatabase database = DuckDbDatabase.Open(PathOf("a.duckdb"), Writing);
        DuckDbConnection connection = database.Connect();
        database.Dispose();

        Assert.That(() => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing), Throws.TypeOf<DuckDbException>());
        connection.Dispose();
        Assert.That(() => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_file_that_cannot_be_opened_is_an_IO_error_and_free_afterwards()
    {
        Assert.That(
            () => DuckDbDatabase.Open(PathOf("a.duckdb"), Reading),
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(DuckDbErrorKind.Io)
        );
        Assert.That(() => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(PathOf("a.duckdb"), new string('x', 20_000));

        Assert.That(() => DuckDbDatabase.Open(PathOf("a.duckdb"), Writing), Throws.TypeOf<DuckDbException>());
    }

    [Test]
    public void A_setting_that_DuckDB_does_not_take_is_named()
    {
        var settings = new DuckDbSettings { MemoryLimit = "much" };

        Assert.That(() => DuckDbDatabase.Open(":memory:", settings), Throws.TypeOf<DuckDbException>().With.Message.Contains("memory"));
    }

    [Test]
    public void Settings_reach_the_engine_and_every_connection()
    {
        var settings = new DuckDbSettings
        {
            MemoryLimit = "1GiB",
            Threads = 1,
            TempDirectory = Folder,
            PreserveInsertionOrder = false,
        };
        using DuckDbDatabase database = DuckDbDatabase.Open(":memory:", settings);
        using DuckDbConnection connection = database.Connect();
        string[] names =
        [
            "memory_limit",
            "threads",
            "temp_directory",
            "preserve_insertion_order",
            "TimeZone",
            "default_null_order",
            "late_materialization_max_rows",
        ];

        string[] values = [.. names.Select(name => Setting(connection, name))];

        Assert.That(values, Is.EqualTo(["1.0 GiB", "1", Folder, "false", "UTC", "NULLS_FIRST_ON_ASC_LAST_ON_DESC", "1001"]));
    }

    [Test]
    public void Nulls_come_first_when_ascending_and_last_when_descending()
    {
        const string Rows = "(VALUES (2), (NULL), (1)) AS t(a)";
        Assert.That(Scalar($"SELECT list(a ORDER BY a) = [NULL, 1, 2] FROM {Rows}"), Is.True);
        Assert.That(Scalar($"SELECT a FROM {Rows} ORDER BY a LIMIT 1"), Is.Null);
        Assert.That(Scalar($"SELECT a FROM {Rows} ORDER BY a DESC LIMIT 1 OFFSET 2"), Is.Null);
    }

    [Test]
    public void A_disposed_database_connects_nobody_and_may_be_disposed_again()
    {
        Database.Dispose();

        Assert.That(Database.Connect, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(Database.Dispose, Throws.Nothing);
    }

    private static string Setting(DuckDbConnection connection, string name)
    {
        using DuckDbReader reader = connection.Query("SELECT CAST(current_setting($name) AS VARCHAR)", CancellationToken.None, name);
        return reader.Read() ? reader.String(0) : "";
    }

    private void Write(string script)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open(PathOf("a.duckdb"), Writing);
        using DuckDbConnection connection = database.Connect();
        connection.Execute(script);
    }
}
