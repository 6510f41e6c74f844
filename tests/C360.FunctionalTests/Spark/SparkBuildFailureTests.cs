using System.Diagnostics;
using C360.Domain.Refreshing;
using C360.FunctionalTests.Pipeline.Building;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Building;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Spark;

/// <summary>Whatever dies, the refresh fails with a sentence for people, and nothing stays.</summary>
internal sealed class SparkBuildFailureTests
{
    private const string Secret = "/secret/place SELECT password";

    private SourceFolder _data = null!;
    private DuckDbSpark _spark = null!;

    [SetUp]
    public void Make()
    {
        _data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C1" })
            .Transactions(new { }, new { customer_id = "nobody" });
        _spark = new DuckDbSpark("/");
    }

    [TearDown]
    public void Remove()
    {
        _spark.Dispose();
        _data.Dispose();
    }

    [Test]
    public async Task A_failure_of_any_statement_fails_the_build_and_leaves_nothing()
    {
        using (await RunAsync()) { }
        int statements = _spark.Statements.Count;
        Assert.That(statements, Is.GreaterThan(100));

        for (int failing = 1; failing < statements; failing += 4)
        {
            using var spark = new DuckDbSpark("/");
            // Every statement from there on: the cluster is broken, but for the one that cleans up.
            spark.Fault = (number, statement) =>
                number >= failing && !statement.Sql.StartsWith("DROP DATABASE", StringComparison.Ordinal)
                    ? new SparkException(SparkErrorKind.Engine, Secret)
                    : null;

            RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(() =>
                Build.RunAsync(_data, engine: Engine(spark))
            );

            Assert.Multiple(() =>
            {
                Assert.That(failed!.Message, Does.Not.Contain("SELECT").And.Not.Contain("/secret"), failed.Message);
                Assert.That(failed.InnerException, Is.TypeOf<SparkException>());
                Assert.That(spark.Databases, Is.Empty, $"statement {failing}");
                Assert.That(spark.Sessions.Select(session => session.IsDisposed), Is.All.True);
            });
        }
    }

    [TestCase(SparkErrorKind.Unreachable, "CREATE TABLE", "The Spark cluster went away while reading customer/customers.")]
    [TestCase(
        SparkErrorKind.SessionLost,
        "CREATE TABLE",
        "The Spark cluster lost the service's session while reading customer/customers: was it restarted?"
    )]
    [TestCase(SparkErrorKind.Unreachable, "INSERT OVERWRITE", "The Spark cluster went away while writing.")]
    [TestCase(SparkErrorKind.Unreachable, "SELECT path", "The Spark cluster went away while looking for the sources below C360_DATA_PATH.")]
    [TestCase(
        SparkErrorKind.Refused,
        "CREATE DATABASE",
        "The Spark cluster refuses the service: look at the token in SPARK_REMOTE, and at what its owner may do."
    )]
    [TestCase(SparkErrorKind.Statement, "CREATE DATABASE", "Spark failed while the build began: SOME_CLASS. The log says more.")]
    [TestCase(
        SparkErrorKind.Statement,
        "CREATE OR REPLACE TEMPORARY VIEW header",
        "customer/customers.csv cannot be read as CSV by Spark: SOME_CLASS. The log says more."
    )]
    public async Task The_sentence_says_what_happened_when(SparkErrorKind kind, string statement, string sentence)
    {
        _spark.Fault = (_, asked) =>
            asked.Sql.StartsWith(statement, StringComparison.Ordinal)
                ? new SparkException(kind, Secret) { ErrorClass = kind == SparkErrorKind.Statement ? "SOME_CLASS" : null }
                : null;

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(RunAsync);

        Assert.That(failed!.Message, Is.EqualTo(sentence));
    }

    [Test]
    public async Task A_cluster_that_cannot_be_reached_is_said_so()
    {
        _spark.IsGone = true;

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(RunAsync);

        Assert.That(failed!.Message, Is.EqualTo("The Spark cluster of SPARK_REMOTE cannot be reached."));
    }

    [Test]
    public async Task A_model_that_fails_is_named_with_the_class_of_the_error()
    {
        using ModelsCopy models = new();
        models.Append("facts/customer_tickets.sql", " WHERE no_such_column = 1");

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(() =>
            Build.RunAsync(_data, engine: Engine(_spark), models: models.Path)
        );

        Assert.That(
            failed!.Message,
            Does.Match(@"\AThe model facts/customer_tickets\.sql failed on Spark: [A-Z_.]+\. The log says more\.\z")
        );
        Assert.That(_spark.Databases, Is.Empty);
    }

    [Test]
    public async Task A_view_that_lacks_a_column_is_refused_before_anything_is_written()
    {
        using ModelsCopy models = new();
        await File.WriteAllTextAsync(Path.Combine(models.Path, "views/category_sales.sql"), "SELECT 'Toys' AS category");

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(() =>
            Build.RunAsync(_data, engine: Engine(_spark), models: models.Path)
        );

        Assert.That(failed!.Message, Is.EqualTo("The view category_sales has no column customer_count, which queries need."));
        Assert.That(_spark.Statements.Where(statement => statement.Sql.StartsWith("INSERT", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("CREATE TABLE")]
    [TestCase("INSERT OVERWRITE")]
    public async Task A_build_that_is_told_to_stop_stops_soon_and_leaves_nothing(string statement)
    {
        using var stop = new CancellationTokenSource();
        _spark.Before = async (asked, token) =>
        {
            if (!asked.Sql.StartsWith(statement, StringComparison.Ordinal))
                return;
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };
        long start = Stopwatch.GetTimestamp();

        await Assert.ThatAsync(
            () => Build.RunAsync(_data, engine: Engine(_spark), cancellationToken: stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(20)), "generously: the machine may be busy");
        Assert.That(_spark.Databases, Is.Empty);
    }

    [Test]
    public async Task What_a_dead_build_has_left_is_gone_first()
    {
        using (await RunAsync()) { }
        string made = _spark
            .Statements.Select(statement => statement.Sql)
            .First(sql => sql.StartsWith("CREATE DATABASE", StringComparison.Ordinal));
        await using (ISparkSession dead = await _spark.OpenAsync(CancellationToken.None))
        {
            string name = made.Split(' ')[2];
            await dead.ExecuteAsync(new SparkStatement($"CREATE DATABASE {name} LOCATION '{_data.Path}/dead'"), CancellationToken.None);
            await dead.ExecuteAsync(new SparkStatement($"CREATE TABLE {name}.run USING parquet AS SELECT 1 AS n"), CancellationToken.None);
        }

        using Build again = await RunAsync();

        Assert.That(Directory.Exists($"{_data.Path}/dead"), Is.False);
        Assert.That(_spark.Databases, Is.Empty);
    }

    private Task<Build> RunAsync() => Build.RunAsync(_data, engine: Engine(_spark));

    private static SparkPipelineEngine Engine(DuckDbSpark spark) => new(spark, Build.Resources);
}
