// Long because two generations of servers restart in every way.
using C360.Infrastructure.Spark;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

/// <summary>Servers that go away and come back: 3.5 does not say that it has forgotten everything.</summary>
[TestFixture("3.5.7")]
[TestFixture("4.0.5")]
internal sealed class RestartTests(string version) : ExecutionTest
{
    private const string Mark = "c360.session";

    protected override string Version => version;

    private bool IsOld => version.StartsWith('3');

    [Test]
    public async Task Only_a_server_that_does_not_tell_restarts_gets_a_mark()
    {
        await using ISparkSession session = await OpenAsync();
        Assert.That(Quiet.Settings.ContainsKey(Mark), Is.EqualTo(IsOld));
        Assert.That(Count(SparkRpc.Config), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_any_doubt_nothing_is_asked()
    {
        await using ISparkSession session = await OpenAsync();
        await IdsAsync(session);
        await IdsAsync(session);
        Assert.That(Count(SparkRpc.Config), Is.EqualTo(1));
    }

    [Test]
    public async Task After_a_lost_connection_the_server_is_asked_whether_it_is_the_same()
    {
        Spark.On(SparkRpc.Execute, Begin(0, CutConnectionAsync), Begin(6, EndAsync));
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
        Assert.That(Count(SparkRpc.Config), Is.EqualTo(IsOld ? 2 : 1));
    }

    [Test]
    public async Task A_restart_between_two_statements_loses_the_session()
    {
        await using ISparkSession session = await OpenAsync();
        await IdsAsync(session);
        await RestartAsync();

        SparkException failure = await FailureAsync(() => IdsAsync(session));

        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
        Assert.That(Count(SparkRpc.Execute), Is.LessThanOrEqualTo(1), "it may have run, and was not believed");
        int calls = Spark.Calls.Count;
        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.SessionLost));
        Assert.That(Spark.Calls, Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task An_error_of_a_server_that_has_forgotten_the_views_is_not_believed()
    {
        await using ISparkSession session = await OpenAsync();
        await RestartAsync();
        if (IsOld)
            Spark.On(SparkRpc.Execute, Fail("TABLE_OR_VIEW_NOT_FOUND"));
        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.SessionLost));
    }

    [Test]
    public async Task A_command_on_a_restarted_server_loses_the_session()
    {
        await using ISparkSession session = await OpenAsync();
        await RestartAsync();
        SparkException failure = await FailureAsync(() => session.ExecuteAsync(new SparkStatement("SET x=1"), Limit));
        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
    }

    [Test]
    public async Task A_restart_in_the_middle_of_a_statement_loses_the_session()
    {
        FakeTimeProvider time = new();
        Spark.On(SparkRpc.Execute, Begin(3, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync(time: time);
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        Assert.That(await reader.ReadAsync());
        await RestartAsync();
        Spark.On(SparkRpc.Reattach, Fail("INVALID_HANDLE.SESSION_NOT_FOUND"));

        SparkException failure = await FailureAsync(() => RestAsync(reader, time));
        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
    }

    [Test]
    public async Task A_server_that_goes_in_the_middle_and_comes_back_with_everything_finishes_the_result()
    {
        FakeTimeProvider time = new();
        Spark.On(SparkRpc.Execute, Begin(3, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync(time: time);
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        Assert.That(await reader.ReadAsync());
        await RestartAsync(forgets: false);
        Assert.That(await RestAsync(reader, time), Is.EqualTo(4));
        Assert.That(Count(SparkRpc.Config), Is.EqualTo(IsOld ? 1 : 0), "on the new server");
    }

    [Test]
    public async Task A_statement_that_met_nobody_is_sent_again_and_runs_once()
    {
        FakeTimeProvider time = new();
        await using ISparkSession session = await OpenAsync(time: time);
        await Spark.DisposeAsync();
        Task running = session.ExecuteAsync(new SparkStatement("INSERT …"), Limit);
        // The first try meets a connection that is closing, or nobody; then the server comes back.
        Spark = await ScriptedSpark.StartAsync(Quiet, Spark.Port);
        await AdvanceAsync(running, time);
        await running;
        Assert.That(Count(SparkRpc.Execute) + Count(SparkRpc.Reattach), Is.EqualTo(1));
    }

    private async Task RestartAsync(bool forgets = true)
    {
        await Spark.DisposeAsync();
        if (forgets)
            Quiet.Restart();
        Spark = await ScriptedSpark.StartAsync(Quiet, Spark.Port);
    }

    private static async Task<int> RestAsync(ISparkReader reader, FakeTimeProvider time)
    {
        Task<int> reading = CountAsync(reader);
        await AdvanceAsync(reading, time);
        return await reading;
    }

    private static async Task<int> CountAsync(ISparkReader reader)
    {
        int rows = 0;
        while (await reader.ReadAsync())
            rows++;
        return rows;
    }

    /// <summary>Lets pauses pass: the clock goes on until the work is done.</summary>
    private static async Task AdvanceAsync(Task work, FakeTimeProvider time)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(work, Task.Delay(10));
        }
    }
}
