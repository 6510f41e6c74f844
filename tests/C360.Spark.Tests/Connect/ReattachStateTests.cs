// Long because every end of a stream has a rule of its own.
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

internal sealed class ReattachStateTests
{
    private static readonly SparkFailure Unavailable = new(GrpcStatus.Unavailable, "gone");
    private static readonly SparkFailure Unknown = Handle("OPERATION_NOT_FOUND");
    private static readonly SparkFailure SessionUnknown = Handle("SESSION_NOT_FOUND");
    private static readonly SparkFailure Exists = Handle("OPERATION_ALREADY_EXISTS");

    [Test]
    public void A_stream_that_ends_early_is_gone_on_with_and_costs_nothing()
    {
        ReattachState state = Opened();
        for (int i = 0; i < 100; i++)
        {
            Assert.That(state.Pause(), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(2)));
            Assert.That(state.IsSent, "to be reattached to");
            state.Open();
        }
        Assert.That(state.After(Unavailable, false), Is.Not.Null);
    }

    [Test]
    public void Streams_that_bring_nothing_are_paused_between_ever_longer()
    {
        ReattachState state = Opened();
        // 20 ms, doubled: 20, 40, 80, 160, 320, 640, 1280, then 2560 is over the most, 2 s.
        Assert.That(
            Enumerable.Range(0, 10).Select(_ => state.Pause()!.Value.TotalMilliseconds),
            Is.EqualTo(new double[] { 0, 20, 40, 80, 160, 320, 640, 1280, 2000, 2000 })
        );
        state.Accept(Response(1));
        Assert.That(state.Pause(), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Three_failures_in_a_row_are_the_end_and_a_response_forgives_them()
    {
        ReattachState state = Opened();
        Fail(state, 2);
        state.Accept(Response(1));
        Fail(state, 2);
        Assert.That(state.After(Unavailable, false), Is.Null);
        Assert.That(state.LastResponseId, Is.EqualTo("r1"));
    }

    [Test]
    public void A_command_that_was_sent_is_given_twelve([Values] bool neverSent)
    {
        ReattachState state = Opened(repeatable: false);
        state.Accept(Response(1));
        for (int failures = 1; failures < 12; failures++)
            Assert.That(Reopened(state).After(Unavailable, neverSent), Is.Not.Null);
        Assert.That(Reopened(state).After(Unavailable, neverSent), Is.Null);
    }

    [Test]
    public void A_command_that_met_nobody_is_given_three()
    {
        ReattachState state = Opened(repeatable: false);
        Assert.That(state.After(Unavailable, neverSent: true), Is.Not.Null);
        Assert.That(Reopened(state).After(Unavailable, neverSent: true), Is.Not.Null);
        Assert.That(Reopened(state).After(Unavailable, neverSent: true), Is.Null);
    }

    [Test]
    public void What_never_left_is_sent_again_and_not_counted_with_what_did()
    {
        ReattachState state = Opened();
        Assert.That(state.After(Unavailable, neverSent: true), Is.Not.Null);
        Assert.That(state.IsSent, Is.False);
        state.Open();
        Assert.That(state.After(Unavailable, neverSent: true), Is.Not.Null);
        state.Open();
        Fail(state, 2);
        Assert.That(state.After(Unavailable, neverSent: true), Is.Null, "three times nobody was there");
    }

    [Test]
    public void A_reattach_that_never_left_stays_a_reattach()
    {
        ReattachState state = Opened();
        Fail(state, 1);
        Assert.That(state.After(Unavailable, neverSent: true), Is.Not.Null);
        Assert.That(state.IsSent);
    }

    [Test]
    public void A_select_that_the_server_never_heard_of_is_executed_again([Values] bool session)
    {
        ReattachState state = Opened();
        Fail(state, 1);
        Assert.That(state.After(session ? SessionUnknown : Unknown, false), Is.EqualTo(TimeSpan.Zero));
        Assert.That(state.IsSent, Is.False);
    }

    [Test]
    public void It_is_not_executed_for_ever()
    {
        ReattachState state = Opened();
        int executions = 1;
        for (; state.Pause() is var _ && Reopened(state).After(Unknown, false) is not null; executions++)
            state.Open();
        Assert.That(executions, Is.EqualTo(3));
    }

    [Test]
    public void A_command_is_not_executed_again_when_it_may_have_run()
    {
        ReattachState state = Opened(repeatable: false);
        Fail(state, 1);
        Assert.That(state.After(Unknown, false), Is.Null);
        Assert.That(state.IsInDoubt);
    }

    [Test]
    public void A_command_that_never_left_is_sent_again()
    {
        ReattachState state = Opened(repeatable: false);
        Assert.That(state.After(Unavailable, neverSent: true), Is.Not.Null);
        Assert.That((state.IsSent, state.IsInDoubt), Is.EqualTo((false, false)));
    }

    [Test]
    public void After_a_response_an_unknown_operation_is_the_end([Values] bool session)
    {
        ReattachState state = Opened();
        state.Accept(Response(1));
        Fail(state, 1);
        Assert.That(state.After(session ? SessionUnknown : Unknown, false), Is.Null);
    }

    [Test]
    public void An_operation_that_exists_is_reattached_to_only_when_it_is_ours()
    {
        ReattachState state = Opened();
        Assert.That(state.After(Exists, false), Is.Null, "another's");

        state = Opened();
        state.After(Unavailable, neverSent: true);
        state.Open();
        Assert.That(state.After(Exists, false), Is.EqualTo(TimeSpan.Zero));
        Assert.That(state.IsSent);
    }

    [TestCase("DISCONNECTED", true)]
    [TestCase("RESPONSE_ALREADY_RECEIVED", false)]
    [TestCase("POSITION_NOT_FOUND", false)]
    [TestCase("NOT_REATTACHABLE", false)]
    public void Only_one_fault_of_a_cursor_passes(string cursor, bool passes) =>
        Assert.That(
            Opened().After(new SparkFailure(GrpcStatus.Internal, "") { Class = "INVALID_CURSOR." + cursor }, false).HasValue,
            Is.EqualTo(passes)
        );

    [Test]
    public void A_server_that_asks_to_wait_is_waited_for_up_to_ten_seconds()
    {
        SparkFailure busy = new(GrpcStatus.ResourceExhausted, "") { RetryDelay = TimeSpan.FromSeconds(3) };
        Assert.That(Opened().After(busy, false), Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(Opened().After(busy with { RetryDelay = TimeSpan.FromMinutes(5) }, false), Is.EqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void Only_ResultComplete_is_the_end()
    {
        ReattachState state = Opened();
        state.Accept(Response(1));
        Assert.That(state.IsComplete, Is.False);
        state.Accept(ScriptedResult.Complete());
        Assert.That(state.IsComplete);
    }

    private static ReattachState Opened(bool repeatable = true) => Reopened(new ReattachState(repeatable, new FakeTimeProvider()));

    private static ReattachState Reopened(ReattachState state)
    {
        state.Open();
        return state;
    }

    private static void Fail(ReattachState state, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.That(state.After(Unavailable, false), Is.Not.Null);
            state.Open();
        }
    }

    private static SparkFailure Handle(string fault) => new(GrpcStatus.Internal, "") { Class = "INVALID_HANDLE." + fault };

    private static ExecutePlanResponse Response(int number) => new() { ResponseId = ScriptedResult.Id(number) };
}
