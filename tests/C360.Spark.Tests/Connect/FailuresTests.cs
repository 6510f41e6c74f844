using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>Statements that fail.</summary>
internal sealed class FailuresTests : ExecutionTest
{
    [Test]
    public async Task A_failed_statement_is_told_by_its_class([Values(0, 1, 3)] int responses)
    {
        Spark.On(SparkRpc.Execute, Begin(responses, Fail("DIVIDE_BY_ZERO")));
        await using ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That(
            (failure.Kind, failure.ErrorClass, failure.SqlState),
            Is.EqualTo((SparkErrorKind.Statement, "DIVIDE_BY_ZERO", "22012"))
        );
        await Spark.RequestsAsync<ReleaseExecuteRequest>(1);
        Assert.That(Count(SparkRpc.Interrupt), Is.Zero, "the server has ended it");
    }

    [Test]
    public async Task An_error_with_an_id_is_asked_about_once()
    {
        GrpcFault vague = new(13, "Job aborted") { ErrorId = "error-1" };
        Spark.On(SparkRpc.Execute, Begin(1, Fail(vague)));
        Spark.On(
            SparkRpc.ErrorDetails,
            async call =>
            {
                await call.SendAsync(
                    new FetchErrorDetailsResponse
                    {
                        RootErrorIdx = 0,
                        Errors =
                        {
                            new FetchErrorDetailsResponse.Types.Error
                            {
                                Message = "Job aborted",
                                SparkThrowable = new FetchErrorDetailsResponse.Types.SparkThrowable
                                {
                                    ErrorClass = "DIVIDE_BY_ZERO",
                                    SqlState = "22012",
                                },
                            },
                        },
                    }
                );
                await call.EndAsync();
            }
        );
        await using ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That((failure.Kind, failure.ErrorClass), Is.EqualTo((SparkErrorKind.Statement, "DIVIDE_BY_ZERO")));
        Assert.That(Spark.Requests<FetchErrorDetailsRequest>().Select(request => request.ErrorId), Is.EqualTo(new[] { "error-1" }));
    }

    [Test]
    public async Task An_error_that_the_server_cannot_explain_stays_what_it_was()
    {
        Spark.On(SparkRpc.Execute, Fail(GrpcFault.Of("DIVIDE_BY_ZERO", errorId: "error-1")));
        Spark.On(SparkRpc.ErrorDetails, Fail(new GrpcFault(12, "Method not found") { Reason = null }));
        await using ISparkSession session = await OpenAsync();
        Assert.That((await FailureAsync(() => IdsAsync(session))).ErrorClass, Is.EqualTo("DIVIDE_BY_ZERO"));
        Assert.That(Count(SparkRpc.ErrorDetails), Is.EqualTo(1));
    }

    [Test]
    public async Task A_stopping_server_is_a_failure_of_the_engine()
    {
        GrpcFault stopping = new(13, "Cannot call methods on a stopped SparkContext.") { Reason = "java.lang.IllegalStateException" };
        Spark.On(SparkRpc.Execute, Begin(2, Fail(stopping)));
        await using ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That(
            (failure.Kind, failure.ErrorClass, failure.SqlState),
            Is.EqualTo((SparkErrorKind.Engine, (string?)null, (string?)null))
        );
    }

    [TestCase("SESSION_CHANGED")]
    [TestCase("SESSION_CLOSED")]
    [TestCase("SESSION_NOT_FOUND")]
    public async Task A_lost_session_is_not_asked_anything_more(string fault)
    {
        Spark.On(SparkRpc.Execute, Fail(GrpcFault.Of("INVALID_HANDLE." + fault, errorId: "error-1")));
        ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));

        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.SessionLost));
        await session.DisposeAsync();
        Assert.That(Spark.Calls, Is.EqualTo(new[] { SparkRpc.Analyze, SparkRpc.Config, SparkRpc.Execute }));
    }
}
