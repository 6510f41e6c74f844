using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>The test double does what tests rely on, and refuses what it does not know.</summary>
internal sealed class DuckDbSparkTests
{
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("c360-emulated-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Runs_a_portable_query_with_its_parameters()
    {
        using var spark = new DuckDbSpark(_folder);
        await using ISparkSession session = await spark.OpenAsync(CancellationToken.None);
        var query = new SparkStatement(
            "SELECT unix_date(CAST(:day AS DATE)) AS days, 'it\\'s' AS text, CAST(:none AS DECIMAL(18, 2)) AS amount"
        )
        {
            Parameters = new Dictionary<string, object?> { ["day"] = new DateOnly(1970, 1, 11), ["none"] = null },
        };

        await using ISparkReader rows = await session.QueryAsync(query, CancellationToken.None);

        Assert.That(await rows.ReadAsync(), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(rows.Columns.Select(column => column.Type), Is.EqualTo(new[] { "int", "string", "decimal(18,2)" }));
            // Ten days after the first of January.
            Assert.That((rows.Int32(0), rows.String(1), rows.IsNull(2)), Is.EqualTo((10, "it's", true)));
        });
        Assert.That(await rows.ReadAsync(), Is.False);
    }

    [Test]
    public async Task Tables_are_seen_by_all_sessions_and_views_by_one()
    {
        using var spark = new DuckDbSpark(_folder);
        await using ISparkSession first = await spark.OpenAsync(CancellationToken.None);
        await using ISparkSession second = await spark.OpenAsync(CancellationToken.None);
        await Run(first, $"CREATE DATABASE work LOCATION '{_folder}/tables'");
        await Run(first, "CREATE TABLE work.one USING parquet AS SELECT 1 AS n");
        await Run(first, "CREATE OR REPLACE TEMPORARY VIEW one AS SELECT n FROM work.one");

        await Run(second, "SELECT n FROM work.one");

        await Assert.ThrowsAsync<SparkException>(() => Run(second, "SELECT n FROM one"));
        await Run(second, "DROP DATABASE IF EXISTS work CASCADE");
        Assert.That(Directory.Exists($"{_folder}/tables"), Is.False);
    }

    [Test]
    public async Task A_written_folder_is_read_again()
    {
        using var spark = new DuckDbSpark(_folder);
        await using ISparkSession session = await spark.OpenAsync(CancellationToken.None);
        string folder = Path.Combine(_folder, "out");
        await Run(
            session,
            $"INSERT OVERWRITE DIRECTORY '{folder}' USING parquet OPTIONS (compression 'zstd') SELECT /*+ REPARTITION(1) */ 7 AS n"
        );
        await Run(session, $"CREATE OR REPLACE TEMPORARY VIEW out AS SELECT * FROM parquet.`{folder}`");

        await using ISparkReader rows = await session.QueryAsync(new SparkStatement("SELECT n FROM out"), CancellationToken.None);

        Assert.That(await rows.ReadAsync() ? rows.Int32(0) : 0, Is.EqualTo(7));
        Assert.That(File.Exists(Path.Combine(folder, "_SUCCESS")), Is.True);
    }

    [TestCase("SELECT '1'::INT")]
    [TestCase("SELECT 'it''s'")]
    [TestCase("SELECT regexp_full_match('a', 'a')")]
    [TestCase("SELECT 'a' RLIKE r'^a$'")]
    [TestCase("SELECT CAST(1 AS VARCHAR)")]
    [TestCase("CREATE TABLE t AS SELECT 1")]
    [TestCase("PRAGMA version")]
    [TestCase("VACUUM")]
    public async Task What_it_does_not_know_is_refused(string sql)
    {
        using var spark = new DuckDbSpark(_folder);
        await using ISparkSession session = await spark.OpenAsync(CancellationToken.None);

        SparkException? refused = await Assert.ThrowsAsync<SparkException>(() => Run(session, sql));

        Assert.That(refused!.Message, Does.StartWith("The emulated Spark does not know"));
    }

    [Test]
    public async Task It_fails_where_it_is_told_to()
    {
        using var spark = new DuckDbSpark(_folder);
        await using ISparkSession session = await spark.OpenAsync(CancellationToken.None);
        spark.Fault = (number, _) => number == 2 ? new SparkException(SparkErrorKind.Engine, "told to") : null;

        await Run(session, "SELECT 1");
        await Assert.ThrowsAsync<SparkException>(() => Run(session, "SELECT 2"));
        spark.Restart();
        SparkException? lost = await Assert.ThrowsAsync<SparkException>(() => Run(session, "SELECT 3"));

        Assert.That((lost!.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
        Assert.That(spark.Statements.Select(statement => statement.Sql), Is.EqualTo(new[] { "SELECT 1", "SELECT 2" }));
    }

    private static Task Run(ISparkSession session, string sql) => session.ExecuteAsync(new SparkStatement(sql), CancellationToken.None);
}
