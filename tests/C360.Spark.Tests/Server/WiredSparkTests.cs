using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Spark.Tests.Emulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace C360.Spark.Tests.Server;

/// <summary>The client, the wire and the emulated cluster together: what the functional tests of the whole service stand on.</summary>
internal sealed class WiredSparkTests
{
    private DuckDbSpark _emulated = null!;
    private ScriptedSpark _server = null!;
    private SparkConnectCluster _cluster = null!;

    [SetUp]
    public async Task Serve()
    {
        _emulated = new DuckDbSpark();
        _server = await ScriptedSpark.StartAsync(new WiredSpark(_emulated, rowsPerBatch: 2));
        _cluster = new SparkConnectCluster(
            SparkRemote.Parse(_server.Address),
            "C360_API",
            TimeProvider.System,
            NullLogger<SparkConnectCluster>.Instance
        );
    }

    [TearDown]
    public async Task Stop()
    {
        await _cluster.DisposeAsync();
        await _server.DisposeAsync();
        _emulated.Dispose();
    }

    [Test]
    public async Task Values_of_every_type_arrive_as_they_left()
    {
        await using ISparkSession session = await _cluster.OpenAsync(CancellationToken.None);
        var statement = new SparkStatement(
            """
            SELECT
                :number AS number, CAST(:amount AS DECIMAL(12, 2)) AS amount, :text AS text, CAST(NULL AS STRING) AS nothing,
                DATE '2024-02-29' AS day, CAST('2024-02-29 10:00:00.000001' AS TIMESTAMP_NTZ) AS moment, TRUE AS flag, 1e0 / 4 AS quarter
            """
        )
        {
            Parameters = new Dictionary<string, object?>
            {
                ["number"] = 7,
                ["amount"] = 12.5m,
                ["text"] = "O'Neil — ü",
            },
        };
        await using ISparkReader rows = await session.QueryAsync(statement, CancellationToken.None);
        Assert.That(await rows.ReadAsync(), Is.True);
        Assert.That(
            Enumerable.Range(0, 8).Select(rows.Value),
            Is.EqualTo(
                new object?[]
                {
                    7,
                    12.50m,
                    "O'Neil — ü",
                    null,
                    new DateOnly(2024, 2, 29),
                    new DateTime(2024, 2, 29, 10, 0, 0, DateTimeKind.Utc).AddTicks(10),
                    true,
                    0.25,
                }
            )
        );
        Assert.That(rows.Decimal(1).ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo("12.50"));
        Assert.That(await rows.ReadAsync(), Is.False);
    }

    [Test]
    public async Task Rows_of_several_batches_keep_their_order_and_a_view_lives_as_long_as_its_session()
    {
        await using ISparkSession session = await _cluster.OpenAsync(CancellationToken.None);
        await session.ExecuteAsync(
            new SparkStatement(
                "CREATE OR REPLACE TEMPORARY VIEW numbers AS SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 4 UNION ALL SELECT 3 UNION ALL SELECT 5"
            ),
            CancellationToken.None
        );
        await using ISparkReader rows = await session.QueryAsync(
            new SparkStatement("SELECT n FROM numbers ORDER BY n DESC"),
            CancellationToken.None
        );
        var found = new List<int>();
        while (await rows.ReadAsync())
            found.Add(rows.Int32(0));
        Assert.That(found, Is.EqualTo(new[] { 5, 4, 3, 2, 1 }));
    }

    [Test]
    public async Task A_statement_at_fault_says_so()
    {
        await using ISparkSession session = await _cluster.OpenAsync(CancellationToken.None);
        SparkException? exception = await Assert.ThrowsAsync<SparkException>(async () =>
            await session.QueryAsync(new SparkStatement("SELECT * FROM nothing_of_the_kind"), CancellationToken.None)
        );
        Assert.That(exception!.Kind, Is.EqualTo(SparkErrorKind.Statement));
        Assert.That(exception.ErrorClass, Is.EqualTo("TABLE_OR_VIEW_NOT_FOUND"));
    }
}
