using System.Text.Json;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>The traffic of real servers, over the wire: what was read of it then is read of it now.</summary>
internal sealed class ReplayTests
{
    private static readonly string[] WithExecutions =
    [
        .. Captures.Names.Where(name => Captures.Lines(name).Any(line => line.Rpc == SparkRpc.Execute)),
    ];

    private static IEnumerable<string> Results => WithExecutions.Where(name => Captures.Expected(name).TryGetProperty("rows", out _));

    private static IEnumerable<string> Failures => WithExecutions.Where(name => Captures.Expected(name).TryGetProperty("error", out _));

    [TestCaseSource(nameof(Results))]
    public async Task A_recorded_result_is_read(string name)
    {
        await using Replaying replaying = await Replaying.StartAsync(name);
        if (replaying.IsCommand)
            await replaying.Session.ExecuteAsync(new SparkStatement("…"), Replaying.Limit);

        await using ISparkReader reader = await replaying.Session.QueryAsync(new SparkStatement("…"), Replaying.Limit);
        List<object?[]> rows = [];
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.Columns.Count).Select(column => ValueOf(() => reader.Value(column)))]);

        JsonElement expected = Captures.Expected(name);
        Assert.That(
            reader.Columns,
            Is.EqualTo(
                expected
                    .GetProperty("columns")
                    .EnumerateArray()
                    .Select(column => new SparkColumn(column.GetProperty("name").GetString()!, column.GetProperty("type").GetString()!))
            )
        );
        Assert.That(rows, Has.Count.EqualTo(expected.GetProperty("rowCount").GetInt32()));
        Assert.That(rows, Is.EqualTo(Recorded(name)));
        Assert.That(replaying.Spark.Calls.Count(call => call == SparkRpc.Reattach), Is.EqualTo(Captures.Lines(name).Count(IsReattach)));
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_recorded_failure_is_told(string name)
    {
        await using Replaying replaying = await Replaying.StartAsync(name);
        int rows = 0;
        SparkException? failure = await Assert.ThrowsAsync<SparkException>(async () =>
        {
            await using ISparkReader reader = await replaying.Session.QueryAsync(new SparkStatement("…"), Replaying.Limit);
            while (await reader.ReadAsync())
                rows++;
        });

        JsonElement error = Captures.Expected(name).GetProperty("error");
        string? errorClass = error.GetProperty("errorClass").GetString();
        Assert.That(failure!.ErrorClass, Is.EqualTo(errorClass));
        Assert.That(failure.SqlState, Is.EqualTo(error.GetProperty("sqlState").GetString()));
        Assert.That(failure.Kind, Is.EqualTo(KindOf(error.GetProperty("status").GetString()!, errorClass)));
        Assert.That(replaying.Session.IsLost, Is.EqualTo(failure.Kind == SparkErrorKind.SessionLost));
    }

    [Test]
    public void Every_capture_that_has_executions_is_replayed_but_that_of_an_interrupt() =>
        Assert.That(
            WithExecutions.Except(Results).Except(Failures).Select(name => name[6..]).Distinct(),
            Is.EqualTo(new[] { "43-interrupt" })
        );

    private static bool IsReattach(Captures.Line line) => line is { Rpc: SparkRpc.Reattach, Dir: "req" };

    private static SparkErrorKind KindOf(string status, string? errorClass) =>
        (status, errorClass) switch
        {
            ("Unavailable", _) => SparkErrorKind.Unreachable,
            ("Unauthenticated", _) => SparkErrorKind.Refused,
            (_, null) => SparkErrorKind.Engine,
            (_, _) when errorClass.StartsWith("INVALID_HANDLE.SESSION_", StringComparison.Ordinal) => SparkErrorKind.SessionLost,
            _ => SparkErrorKind.Statement,
        };

    /// <summary>What the Arrow reader makes of the recorded messages; CapturedRowsTests holds that against the recorded rows, value by value.</summary>
    private static List<object?[]> Recorded(string name)
    {
        ExecutePlanResponse[] responses =
        [
            .. Captures
                .Lines(name)
                .Where(line => line is { Dir: "res", Rpc: SparkRpc.Execute or SparkRpc.Reattach })
                .Select(line => ExecutePlanResponse.Parser.ParseFrom(line.Bytes)),
        ];
        string last = responses[^1].OperationId;
        ArrowRows rows = new();
        List<object?[]> values = [];
        foreach (
            ExecutePlanResponse response in responses.Where(response => response.OperationId == last && response.ArrowBatch is not null)
        )
        {
            rows.Add(response.ArrowBatch);
            while (rows.Read())
                values.Add([.. Enumerable.Range(0, rows.Columns.Count).Select(column => ValueOf(() => rows.Value(column)))]);
        }
        return values;
    }

    /// <summary>A date that .NET does not have is one too.</summary>
    private static object? ValueOf(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (OverflowException)
        {
            return nameof(OverflowException);
        }
    }
}
