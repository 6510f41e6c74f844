using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

/// <summary>Streams that bring nothing: those of a statement that works in silence are told from those of a server that is not in order.</summary>
internal sealed class SilentStreamsTests
{
    private static readonly SparkFailure Gone = new(GrpcStatus.Unavailable, "gone");
    private static readonly SparkFailure Late = new(GrpcStatus.DeadlineExceeded, "late");

    private FakeTimeProvider _time = null!;
    private ReattachState _state = null!;

    [SetUp]
    public void Begin()
    {
        _time = new FakeTimeProvider();
        _state = new ReattachState(repeatable: true, _time);
    }

    [Test]
    public void A_statement_of_3_5_may_be_silent_for_hours()
    {
        // The server ends a stream every two minutes; 6 h have 180 of them. What fails between is forgiven by each.
        for (int i = 0; i < 180; i++)
        {
            Assert.That(EndAfter(TimeSpan.FromMinutes(2)), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(2)));
            _state.Open();
            Assert.That(_state.After(Gone, neverSent: false), Is.Not.Null);
        }
    }

    [Test]
    public void Streams_that_end_as_soon_as_they_begin_are_the_end_after_ten_minutes()
    {
        TimeSpan silence = TimeSpan.Zero;
        while (EndAfter(TimeSpan.FromSeconds(1)) is { } pause)
        {
            _time.Advance(pause);
            silence += TimeSpan.FromSeconds(1) + pause;
            Assert.That(silence, Is.LessThan(TimeSpan.FromMinutes(11)));
        }
        Assert.That(silence, Is.GreaterThan(TimeSpan.FromMinutes(9.9)));
    }

    [Test]
    public void They_are_forgiven_by_a_response_and_by_a_stream_in_order([Values] bool response)
    {
        // 20 times nine minutes and a stream that is well.
        for (int i = 0; i < 20 * 9; i++)
        {
            if (i % 9 == 0 && response)
                EndWithResponse();
            else if (i % 9 == 0)
                EndAfter(TimeSpan.FromMinutes(2));
            Assert.That(EndAfter(TimeSpan.FromSeconds(5)), Is.Not.Null);
            _time.Advance(TimeSpan.FromSeconds(55));
        }
    }

    [Test]
    public void Ten_minutes_of_nothing_are_a_failure()
    {
        Assert.That(LateAfter(responses: 0), Is.Not.Null);
        Assert.That(LateAfter(responses: 0), Is.Not.Null);
        Assert.That(LateAfter(responses: 0), Is.Null, "half an hour");
    }

    [Test]
    public void Ten_minutes_with_a_response_are_none()
    {
        for (int i = 0; i < 10; i++)
            Assert.That(LateAfter(responses: 1), Is.EqualTo(TimeSpan.Zero));
    }

    private TimeSpan? EndAfter(TimeSpan duration)
    {
        _state.Open();
        _time.Advance(duration);
        return _state.Pause();
    }

    private void EndWithResponse()
    {
        _state.Open();
        _state.Accept(new ExecutePlanResponse { ResponseId = "r1" });
        _state.Pause();
    }

    private TimeSpan? LateAfter(int responses)
    {
        _state.Open();
        for (int i = 0; i < responses; i++)
            _state.Accept(new ExecutePlanResponse { ResponseId = "r1" });
        _time.Advance(RpcDeadlines.Stream);
        return _state.After(Late, neverSent: false);
    }
}
