using System.Net;
using C360.Domain.Access;
using C360.WebApi.Http;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.WebApi.Http;

internal sealed class RequestBudgetsTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void The_minute_slides_and_the_wait_is_that_of_the_oldest_request()
    {
        var budgets = new RequestBudgets(2, _time);
        Assert.That(Standing(budgets), Is.EqualTo((1, 60, (int?)null))); // at 0 s
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.That(Standing(budgets), Is.EqualTo((0, 20, (int?)null))); // at 40 s: that of 0 s comes back at 60 s
        _time.Advance(TimeSpan.FromSeconds(19.5));
        Assert.That(Standing(budgets), Is.EqualTo((0, 1, (int?)1))); // at 59.5 s
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.That(Standing(budgets), Is.EqualTo((0, 40, (int?)null))); // at 60 s; that of 40 s comes back at 100 s
        Assert.That(Standing(budgets), Is.EqualTo((0, 40, (int?)40)));
    }

    [Test]
    public void A_refused_request_costs_nothing()
    {
        var budgets = new RequestBudgets(1, _time);
        Take(budgets);
        for (int second = 0; second < 59; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.That(Take(budgets).RetryAfterSeconds, Is.EqualTo(59 - second));
        }
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Take(budgets).RetryAfterSeconds, Is.Null);
    }

    /// <summary>Against the rule said plainly: a request passes when fewer than the limit have passed in the sixty seconds before it.</summary>
    [Property(MaxTest = 200)]
    public Property Never_more_than_the_limit_in_any_minute_and_whoever_waits_as_told_passes() =>
        Prop.ForAll(
            Gen.Choose(1, 5).ToArbitrary(),
            Gen.Choose(0, 30_000).ListOf().ToArbitrary(),
            (limit, pauses) =>
            {
                var time = new FakeTimeProvider();
                var budgets = new RequestBudgets(limit, time);
                List<long> passed = [];
                long now = 0;
                foreach (int pause in pauses)
                {
                    now += pause;
                    time.Advance(TimeSpan.FromMilliseconds(pause));
                    bool room = passed.Count(moment => moment > now - 60_000) < limit;
                    Allowance allowance = Take(budgets);
                    Assert.That(allowance.RetryAfterSeconds is null, Is.EqualTo(room));
                    if (allowance.RetryAfterSeconds is { } wait)
                    {
                        // The exact wait, rounded up to whole seconds.
                        long exact = passed[^limit] + 60_000 - now;
                        Assert.That(wait, Is.EqualTo((exact + 999) / 1000));
                        now += wait * 1000;
                        time.Advance(TimeSpan.FromSeconds(wait));
                        Assert.That(Take(budgets).RetryAfterSeconds, Is.Null);
                    }
                    passed.Add(now);
                }
            }
        );

    [TestCase("192.0.2.1", "192.0.2.2", false)]
    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)]
    [TestCase("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)] // one /64
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void An_address_is_counted_by_what_a_client_cannot_change(string first, string second, bool same)
    {
        var budgets = new RequestBudgets(1, _time);
        Take(budgets, address: IPAddress.Parse(first));
        Assert.That(Take(budgets, address: IPAddress.Parse(second)).RetryAfterSeconds, Is.EqualTo(same ? 60 : null));
    }

    [Test]
    public void A_key_is_counted_wherever_it_comes_from_and_apart_from_its_address()
    {
        var budgets = new RequestBudgets(1, _time);
        Take(budgets, Keyed("a"));
        Assert.That(Take(budgets, Keyed("a"), IPAddress.Parse("198.51.100.7")).RetryAfterSeconds, Is.EqualTo(60));
        Assert.That(Take(budgets, Keyed("b")).RetryAfterSeconds, Is.Null);
        Assert.That(Take(budgets, Caller.Nobody).RetryAfterSeconds, Is.Null);
    }

    [TestCase(100)]
    [TestCase(0)] // whoever turns the limit off does not invite guessers
    public void The_twenty_first_failed_credential_is_refused_and_a_good_one_is_not(int perMinute)
    {
        var budgets = new RequestBudgets(perMinute, _time);
        for (int i = 0; i < 20; i++)
        {
            Assert.That(Take(budgets, Caller.Stranger).RetryAfterSeconds, Is.Null);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        // At 20 s; the first failure was at 0 s.
        Assert.That(Take(budgets, Caller.Latecomer).RetryAfterSeconds, Is.EqualTo(40));
        Assert.That(Take(budgets, Keyed("a")).RetryAfterSeconds, Is.Null);
        Assert.That(Take(budgets, Caller.Nobody).RetryAfterSeconds, Is.Null);
        Assert.That(Take(budgets, Caller.Stranger, IPAddress.Parse("192.0.2.2")).RetryAfterSeconds, Is.Null);
    }

    [Test]
    public void A_refusal_by_both_limits_says_the_longer_wait_and_costs_neither()
    {
        var budgets = new RequestBudgets(21, _time);
        Take(budgets, Caller.Nobody); // at 0 s
        _time.Advance(TimeSpan.FromSeconds(10));
        for (int i = 0; i < 20; i++)
            Take(budgets, Caller.Stranger); // at 10 s: 21 requests, 20 of them failures
        Assert.That(Take(budgets, Caller.Nobody).RetryAfterSeconds, Is.EqualTo(50)); // until 60 s
        Allowance refused = Take(budgets, Caller.Stranger);
        Assert.That(
            (refused.RetryAfterSeconds, refused.Requests?.Standing, refused.Failures?.Standing),
            Is.EqualTo(((int?)60, "\"default\";r=0;t=50", "\"failed-credentials\";r=0;t=60")) // until 70 s
        );
    }

    [Test]
    public void Zero_says_nothing_of_what_is_left() =>
        Assert.That(Take(new RequestBudgets(0, _time), Caller.Nobody), Is.EqualTo(default(Allowance)));

    [Test]
    public void A_flood_from_a_million_addresses_takes_bounded_memory_and_idle_senders_go()
    {
        var budgets = new RequestBudgets(100, _time);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Flood(budgets, 1_000_000);
        long flooded = GC.GetTotalMemory(forceFullCollection: true) - before;
        // 2 × 50,000 senders of some 250 bytes; a million would take ten times that.
        Assert.That(flooded, Is.LessThan(40_000_000));
        for (int minute = 0; minute < 2; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Take(budgets);
        }
        long idle = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(idle, Is.LessThan(flooded / 2));
        GC.KeepAlive(budgets);
    }

    [Test]
    public void A_sender_is_remembered_for_his_whole_minute()
    {
        var budgets = new RequestBudgets(1, _time);
        _time.Advance(TimeSpan.FromSeconds(59));
        Take(budgets);
        // Others come in between: the memory turns over at 60 s and would again at 120 s.
        for (int second = 1; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Take(budgets, address: new IPAddress(second));
        }
        Assert.That(Take(budgets).RetryAfterSeconds, Is.EqualTo(1));
    }

    private static void Flood(RequestBudgets budgets, int addresses)
    {
        for (int i = 0; i < addresses; i++)
            budgets.Take(null, new IPAddress(i));
    }

    private static Allowance Take(RequestBudgets budgets, Caller? caller = null, IPAddress? address = null) =>
        budgets.Take(caller, address ?? Home);

    private static (int Left, int SecondsToMore, int? RetryAfter) Standing(RequestBudgets budgets)
    {
        Allowance allowance = Take(budgets);
        return (allowance.Requests!.Value.Left, allowance.Requests.Value.SecondsToMore, allowance.RetryAfterSeconds);
    }

    private static Caller Keyed(string id) => new(new ApiKey(id, default, [Scope.Read], null));
}
