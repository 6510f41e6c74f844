using C360.Infrastructure.Spark;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

/// <summary>Sessions that a server has let go of while the connection lives: idle for an hour, or pushed out by newer ones. 3.5 does not say so.</summary>
[TestFixture("3.5.7")]
[TestFixture("4.0.5")]
internal sealed class ForgottenSessionTests(string version) : ExecutionTest
{
    protected override string Version => version;

    private bool IsOld => version.StartsWith('3');

    [Test]
    public async Task An_error_of_a_session_that_was_forgotten_is_not_believed()
    {
        await using ISparkSession session = await OpenAsync();
        await IdsAsync(session);
        Quiet.Restart();
        if (IsOld)
            Spark.On(SparkRpc.Execute, Fail("TABLE_OR_VIEW_NOT_FOUND"));
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
    }

    [Test]
    public async Task An_error_of_a_session_that_lives_is_believed()
    {
        await using ISparkSession session = await OpenAsync();
        Spark.On(SparkRpc.Execute, Fail("TABLE_OR_VIEW_NOT_FOUND"));
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That((failure.ErrorClass, session.IsLost), Is.EqualTo(("TABLE_OR_VIEW_NOT_FOUND", false)));
        Assert.That(Count(SparkRpc.Config), Is.EqualTo(IsOld ? 2 : 1));
    }

    // The mark is believed to be there for ten minutes after it was seen.
    [TestCase(10, 0)]
    [TestCase(11, 1)]
    public async Task After_a_pause_the_server_is_asked_whether_it_knows_the_session(int minutes, int questions)
    {
        FakeTimeProvider time = new();
        await using ISparkSession session = await OpenAsync(time: time);
        await IdsAsync(session);
        time.Advance(TimeSpan.FromMinutes(minutes));
        await IdsAsync(session);
        await IdsAsync(session);
        Assert.That(Count(SparkRpc.Config), Is.EqualTo(1 + (IsOld ? questions : 0)));
    }

    [Test]
    public async Task A_session_that_was_forgotten_in_a_pause_runs_nothing()
    {
        FakeTimeProvider time = new();
        await using ISparkSession session = await OpenAsync(time: time);
        Quiet.Restart();
        time.Advance(TimeSpan.FromHours(1));
        SparkException failure = await FailureAsync(() => session.ExecuteAsync(new SparkStatement("INSERT …"), Limit));
        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
        if (IsOld)
            Assert.That(Count(SparkRpc.Execute), Is.Zero);
    }
}
