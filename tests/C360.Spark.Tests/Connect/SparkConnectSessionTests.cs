// Long because a session can be opened, used and ended in many ways.
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

internal sealed class SparkConnectSessionTests : SparkConnectTest
{
    [Test]
    public async Task A_session_is_opened_with_one_question_and_one_call_of_settings()
    {
        await using ISparkSession session = await OpenAsync();

        Assert.That(Spark.Calls, Is.EqualTo(new[] { SparkRpc.Analyze, SparkRpc.Config }));
        Assert.That((session.Version, session.IsLost), Is.EqualTo(("4.0.5", false)));
        Assert.That(
            Quiet.Settings,
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["spark.sql.session.timeZone"] = "UTC",
                    ["spark.sql.ansi.enabled"] = "true",
                    ["spark.sql.parquet.datetimeRebaseModeInWrite"] = "CORRECTED",
                    ["spark.sql.parquet.int96RebaseModeInWrite"] = "CORRECTED",
                    ["spark.sql.shuffle.partitions"] = "8",
                }
            )
        );
        AnalyzePlanRequest asked = Spark.Requests<AnalyzePlanRequest>().Single();
        Assert.That(
            (asked.SessionId, asked.UserContext.UserId, asked.ClientType),
            Is.EqualTo((session.Id, "tester", SparkRemote.Parse(Spark.Address).ClientType))
        );
        Assert.That(Spark.Requests<ConfigRequest>().Single().ClientObservedServerSideSessionId, Is.EqualTo(Quiet.ServerSession));
    }

    [Test]
    public async Task Every_statement_bears_the_apps_name_and_its_tags_and_can_be_reattached_to()
    {
        await using ISparkSession session = await OpenAsync();
        await session.ExecuteAsync(new SparkStatement("CREATE …") { Tags = ["query", "request-1"] }, Limit);

        ExecutePlanRequest request = Spark.Requests<ExecutePlanRequest>().Single();
        Assert.That(request.Tags, Is.EqualTo(new[] { App, "query", "request-1" }));
        Assert.That(request.Plan.Command.SqlCommand.Sql, Is.EqualTo("CREATE …"));
        Assert.That(request.RequestOptions.Single().ReattachOptions.Reattachable);
        Assert.That(Guid.TryParse(request.OperationId, out _));
    }

    [Test]
    public async Task A_session_ends_on_the_server_when_it_is_disposed_of()
    {
        ISparkSession session = await OpenAsync();
        await session.DisposeAsync();
        await session.DisposeAsync();
        Assert.That(Spark.Requests<ReleaseSessionRequest>().Select(request => request.SessionId), Is.EqualTo(new[] { session.Id }));
    }

    [Test]
    public async Task A_disposed_session_interrupts_what_runs()
    {
        Spark.On(
            SparkRpc.Execute,
            async call =>
            {
                ExecutePlanRequest request = call.Request<ExecutePlanRequest>();
                await call.SendAsync(Quiet.Responses(request.SessionId, request.OperationId).First());
                await call.HangAsync();
            }
        );
        ISparkSession session = await OpenAsync();
        ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT 1"), Limit);
        Task<bool> reading = reader.ReadAsync().AsTask();

        await session.DisposeAsync();

        // Nobody has cancelled it.
        Assert.That((await FailureAsync(() => reading)).Kind, Is.EqualTo(SparkErrorKind.Unreachable));
        ExecutePlanRequest run = Spark.Requests<ExecutePlanRequest>().Single();
        Assert.That(Spark.Requests<InterruptRequest>().Select(request => request.OperationId), Is.EqualTo(new[] { run.OperationId }));
        Assert.That(Spark.Requests<ReleaseExecuteRequest>().Count(request => request.ReleaseAll is not null), Is.EqualTo(1));
        Assert.That(Spark.Calls[^1], Is.EqualTo(SparkRpc.ReleaseSession));
        await reader.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.ExecuteAsync(new SparkStatement("SET x"), Limit));
    }

    [Test]
    public async Task A_statement_whose_session_is_lost_and_ended_by_another_learns_that_it_is_lost()
    {
        Spark.On(SparkRpc.Execute, call => call.HangAsync(), _ => throw GrpcFault.Of("INVALID_HANDLE.SESSION_CHANGED"));
        ISparkSession session = await OpenAsync();
        Task<IReadOnlyList<long>> sibling = IdsAsync(session);
        await Spark.RequestsAsync<ExecutePlanRequest>(1);
        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.SessionLost));

        await session.DisposeAsync();
        Assert.That((await FailureAsync(() => sibling)).Kind, Is.EqualTo(SparkErrorKind.SessionLost));
        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.SessionLost));
    }

    [Test]
    public async Task A_statement_that_begins_while_its_session_ends_is_ended_with_it()
    {
        Spark.On(SparkRpc.Execute, call => call.HangAsync());
        for (int round = 0; round < 30; round++)
        {
            ISparkSession session = await OpenAsync();
            Task<IReadOnlyList<long>> reading = Task.Run(() => IdsAsync(session));
            await session.DisposeAsync();
            Exception? failure = await Assert.CatchAsync(() => reading.WaitAsync(TimeSpan.FromSeconds(5)));
            Assert.That(failure, Is.TypeOf<SparkException>().Or.TypeOf<ObjectDisposedException>(), $"in round {round}");
        }
    }

    [Test]
    public async Task A_server_that_is_gone_is_not_waited_for()
    {
        ISparkSession session = await OpenAsync();
        await Spark.DisposeAsync();
        SparkException failure = await FailureAsync(() => session.ExecuteAsync(new SparkStatement("SET x"), Limit));
        Assert.That(failure.Kind, Is.EqualTo(SparkErrorKind.Unreachable));
        await session.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task A_cluster_that_is_not_there_is_unreachable()
    {
        await Spark.DisposeAsync();
        Assert.That((await FailureAsync(() => OpenAsync())).Kind, Is.EqualTo(SparkErrorKind.Unreachable));
    }

    [Test]
    public async Task A_missing_token_is_refused_and_not_tried_again()
    {
        Spark.On(SparkRpc.Analyze, _ => throw new GrpcFault(16, "No authentication token provided") { Reason = null });
        SparkException failure = await FailureAsync(() => OpenAsync());
        Assert.That((failure.Kind, failure.Message), Is.EqualTo((SparkErrorKind.Refused, "No authentication token provided")));
        Assert.That(Spark.Calls.Count(call => call == SparkRpc.Analyze), Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_may_pass_is_made_three_times()
    {
        Spark.On(SparkRpc.Analyze, _ => throw new GrpcFault(14, "busy") { Reason = null });
        Assert.That((await FailureAsync(() => OpenAsync())).Kind, Is.EqualTo(SparkErrorKind.Unreachable));
        Assert.That(Spark.Calls.Count(call => call == SparkRpc.Analyze), Is.EqualTo(3));
    }

    [Test]
    public async Task An_answer_for_another_session_is_refused()
    {
        Spark.On(
            SparkRpc.Analyze,
            async call =>
            {
                await call.SendAsync(new AnalyzePlanResponse { SessionId = "another" });
                await call.EndAsync();
            }
        );
        Assert.That((await FailureAsync(() => OpenAsync())).Kind, Is.EqualTo(SparkErrorKind.Protocol));
    }
}
