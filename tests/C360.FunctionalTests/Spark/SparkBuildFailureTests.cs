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

    // What a cluster does whose files are another user's: it drops nothing, and the service may not either. (A file in the folder's place, because who runs tests may do anything.)
    [Test]
    public async Task Tables_that_nobody_can_remove_are_not_published()
    {
        string? tables = null;
        _spark.Falsify = sql =>
        {
            if (sql.StartsWith("CREATE DATABASE", StringComparison.Ordinal))
                tables = sql.Split('\'')[1]["file://".Length..];
            if (!sql.StartsWith("DROP DATABASE", StringComparison.Ordinal) || !Directory.Exists(tables))
                return sql;
            Directory.Delete(tables, recursive: true);
            File.WriteAllText(tables, "");
            return "SELECT 1";
        };

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(RunAsync);

        Assert.That(
            failed!.Message,
            Is.EqualTo(
                "The service cannot remove or read what Spark has written below SNAPSHOT_PATH: do both run as the same user, or in a group that may write there?"
            )
        );
    }

    [TestCase(
        true,
        "Spark has written customer_analytics_c360, but does not mark it as complete: spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs must be true on the cluster."
    )]
    [TestCase(
        false,
        "Spark says that it has written customer_analytics_c360, but the service does not find it: do both see SNAPSHOT_PATH under the same path?"
    )]
    public async Task Output_that_is_not_marked_is_told_from_output_that_is_not_there(bool isThere, string sentence)
    {
        using var spark = new DuckDbSpark("/") { MarksOutput = false };
        if (!isThere)
            spark.Falsify = sql => sql.StartsWith("INSERT OVERWRITE", StringComparison.Ordinal) ? "SELECT 1" : sql;

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(() =>
            Build.RunAsync(_data, engine: Engine(spark))
        );

        Assert.That(failed!.Message, Is.EqualTo(sentence));
    }

    [Test]
    public async Task Output_that_cannot_be_read_again_is_named()
    {
        string? written = null;
        _spark.Falsify = sql =>
        {
            if (sql.StartsWith("INSERT OVERWRITE", StringComparison.Ordinal) && sql.Contains("/category_sales'", StringComparison.Ordinal))
                written = sql.Split('\'')[1]["file://".Length..];
            else if (written is not null && Directory.Exists(written))
                foreach (string file in Directory.EnumerateFiles(written, "*.parquet"))
                    File.WriteAllText(file, "no Parquet at all");
            return sql;
        };

        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(RunAsync);

        Assert.That(
            failed!.Message,
            Is.EqualTo(
                "What Spark has written of category_sales cannot be read again: is there text that is no UTF-8 in the sources? The log says more."
            )
        );
    }

    [Test]
    public async Task What_dead_builds_have_left_is_gone_first_and_nothing_of_others()
    {
        using (await RunAsync()) { }
        string own = Created().Single();
        string ofTheSame = own[..(own.LastIndexOf('_') + 1)];
        string ofOthers = $"{own[..^33]}{new string('0', 16)}_{new string('0', 16)}";
        string[] names = [$"{ofTheSame}1", $"{ofTheSame}2", ofOthers];
        await using (ISparkSession dead = await _spark.OpenAsync(CancellationToken.None))
        {
            foreach (string name in names)
            {
                await dead.ExecuteAsync(
                    new SparkStatement($"CREATE DATABASE {name} LOCATION '{_data.Path}/{name}'"),
                    CancellationToken.None
                );
                await dead.ExecuteAsync(
                    new SparkStatement($"CREATE TABLE {name}.run USING parquet AS SELECT 1 AS n"),
                    CancellationToken.None
                );
            }
        }

        using Build again = await RunAsync();

        Assert.That(names.Select(name => Directory.Exists($"{_data.Path}/{name}")), Is.EqualTo(new[] { false, false, true }));
        Assert.That(_spark.Databases, Is.EqualTo(new[] { ofOthers }));
    }

    // A build that has lost its lock ends when its successor has long begun.
    [Test]
    public async Task Each_build_has_a_database_of_its_own_and_drops_no_other_at_its_end()
    {
        using (await RunAsync()) { }
        using (await RunAsync()) { }

        string[] names = Created();
        Assert.That(names, Has.Length.EqualTo(2).And.Unique);
        Assert.That(
            _spark.Statements.Select(statement => statement.Sql).Where(sql => sql.StartsWith("DROP DATABASE", StringComparison.Ordinal)),
            Is.EqualTo(names.Select(name => $"DROP DATABASE IF EXISTS {name} CASCADE"))
        );
    }

    [Test]
    public async Task A_left_over_that_cannot_be_dropped_is_in_nobodys_way()
    {
        using (await RunAsync()) { }
        string left = Created().Single() + "0";
        await using (ISparkSession dead = await _spark.OpenAsync(CancellationToken.None))
            await dead.ExecuteAsync(new SparkStatement($"CREATE DATABASE {left} LOCATION '{_data.Path}/dead'"), CancellationToken.None);
        _spark.Fault = (_, asked) =>
            asked.Sql.Contains($"{left} CASCADE", StringComparison.Ordinal) ? new SparkException(SparkErrorKind.Statement, Secret) : null;

        using (await RunAsync()) { }

        Assert.That(_spark.Databases, Is.EqualTo(new[] { left }));
    }

    private string[] Created() =>
        [
            .. _spark
                .Statements.Select(statement => statement.Sql)
                .Where(sql =>
                    sql.StartsWith("CREATE DATABASE c360_build_", StringComparison.Ordinal)
                    && sql.Contains("/tables'", StringComparison.Ordinal)
                )
                .Select(sql => sql.Split(' ')[2]),
        ];

    private Task<Build> RunAsync() => Build.RunAsync(_data, engine: Engine(_spark));

    private static SparkPipelineEngine Engine(DuckDbSpark spark) => new(spark, Build.Resources);
}
