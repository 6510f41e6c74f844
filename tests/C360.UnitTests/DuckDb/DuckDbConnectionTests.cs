using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

internal sealed class DuckDbConnectionTests : EngineFixture
{
    [Test]
    public void A_script_runs_statement_after_statement()
    {
        Connection.Execute(
            """
            -- A comment; with a semicolon.
            CREATE TABLE t (a VARCHAR);
            INSERT INTO t VALUES ('one;'), ('two');
            CREATE TABLE u AS SELECT count(*) AS n FROM t;
            """
        );

        Assert.That(Scalar("SELECT n FROM u"), Is.EqualTo(2));
    }

    [TestCase("")]
    [TestCase(" ;; ")]
    [TestCase("-- nothing")]
    public void A_script_may_be_empty(string script) => Assert.That(() => Connection.Execute(script), Throws.Nothing);

    [TestCase("")]
    [TestCase("SELECT 1; SELECT 2")]
    public void A_statement_is_exactly_one(string sql) => Assert.That(() => Connection.Prepare(sql), Throws.TypeOf<DuckDbException>());

    [Test]
    public void A_text_with_a_NUL_is_refused_as_DuckDB_would_lose_the_rest_of_it()
    {
        Assert.That(() => Connection.Prepare("SELECT 1\0, 2"), Throws.ArgumentException);
        Assert.That(() => Connection.Execute("SELECT 1;\0DROP TABLE t"), Throws.ArgumentException);
    }

    [TestCase("SELEC 1", DuckDbErrorKind.Syntax)]
    [TestCase("SELECT 'open", DuckDbErrorKind.Syntax)]
    [TestCase("SELECT a FROM nowhere", DuckDbErrorKind.Bind)]
    [TestCase("SELECT nothing FROM (SELECT 1 AS a)", DuckDbErrorKind.Bind)]
    [TestCase("SELECT no_such_function(1)", DuckDbErrorKind.Bind)]
    [TestCase("CREATE TABLE t (a INTEGER NOT NULL); INSERT INTO t VALUES (NULL)", DuckDbErrorKind.Constraint)]
    [TestCase("SELECT * FROM read_csv('/nowhere/a.csv')", DuckDbErrorKind.Denied)]
    [TestCase("SELECT CAST('x' AS INTEGER)", DuckDbErrorKind.Other)]
    [TestCase("SELECT error('IO Error: not really')", DuckDbErrorKind.Other)]
    public void An_error_has_a_kind_and_the_connection_works_on(string script, DuckDbErrorKind kind)
    {
        Assert.That(
            () => Connection.Execute(script),
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(kind)
        );
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void A_missing_file_in_an_allowed_folder_is_an_IO_error()
    {
        using DuckDbDatabase database = DuckDbDatabase.Open(":memory:", new DuckDbSettings { AllowedDirectories = [Folder] });
        using DuckDbConnection connection = database.Connect();

        Assert.That(
            () => connection.Execute($"SELECT * FROM read_csv('{PathOf("missing.csv")}')"),
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(DuckDbErrorKind.Io)
        );
    }

    [Test]
    public void Too_many_or_too_few_values_are_an_error()
    {
        Assert.That(() => Connection.Query("SELECT ?", CancellationToken.None, 1, 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Connection.Query("SELECT ?", CancellationToken.None), Throws.TypeOf<DuckDbException>());
    }

    [Test]
    public void A_disposed_connection_refuses_everything()
    {
        Connection.Dispose();
        Connection.Dispose();

        Assert.That(() => Connection.Execute("SELECT 1"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Connection.Query("SELECT 1", CancellationToken.None), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Connection.Prepare("SELECT 1"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Connection.Progress, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(Connection.Interrupt, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_connection_goes_with_its_database()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT 1");
        Database.Dispose();

        Assert.That(() => Connection.Execute("SELECT 1"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Connection.Prepare("SELECT 1"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.Execute(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(Connection.Interrupt, Throws.Nothing);
        Assert.That(Connection.Progress, Is.Null);
    }
}
