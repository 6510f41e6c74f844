using System.Net;

namespace C360.WebApi.Http;

/// <summary>Counts the requests of the last minute, by sender. A refused request does not count: whoever waits as told is let in.</summary>
/// <param name="perMinute">How many requests a sender has; 0: they are not limited.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestBudgets(int perMinute, TimeProvider time)
{
    /// <summary>How many failed credentials an address has, also while requests are not limited.</summary>
    public const int FailuresPerMinute = 20;

    /// <summary>
    /// So many senders are remembered, and as many again: beyond, whoever was quiet longest begins a new minute, so that a flood from millions of addresses
    /// takes no memory from the rest.
    /// </summary>
    public const int MostSenders = 50_000;

    private readonly Lock _lock = new();
    private readonly long _window = RecentRequests.WindowSeconds * time.TimestampFrequency;

    /// <summary>Who has sent something since the last turn, and who had before it: at a turn, those who have not since are forgotten.</summary>
    private Dictionary<Sender, RecentRequests> _recent = [];
    private Dictionary<Sender, RecentRequests> _earlier = [];
    private long _turned = time.GetTimestamp();

    /// <summary>Takes a request from its sender's budget, when there is room.</summary>
    /// <param name="caller">The caller; null while access is open.</param>
    /// <param name="address">Where the request came from.</param>
    public Allowance Take(Caller? caller, IPAddress? address)
    {
        bool failed = caller?.HasFailed == true;
        if (perMinute == 0 && !failed)
            return default;
        lock (_lock)
        {
            long now = time.GetTimestamp();
            TurnAfterAWindow(now);
            RecentRequests? requests = perMinute == 0 ? null : Of(Sender.Of(caller, address), "default", perMinute, now);
            RecentRequests? failures = failed ? Of(Sender.OfFailures(address), "failed-credentials", FailuresPerMinute, now) : null;
            // Both are asked before either is charged.
            int wait = Math.Max(WaitOf(requests?.At(now)), WaitOf(failures?.At(now)));
            if (wait == 0)
            {
                requests?.Add(now);
                failures?.Add(now);
            }
            return new Allowance(requests?.At(now), failures?.At(now), wait == 0 ? null : wait);
        }
    }

    private static int WaitOf(Budget? budget) => budget is { Left: 0 } used ? used.SecondsToMore : 0;

    private RecentRequests Of(Sender sender, string name, int most, long now)
    {
        if (_recent.TryGetValue(sender, out RecentRequests? requests))
            return requests;
        if (!_earlier.Remove(sender, out requests))
            requests = new RecentRequests(name, most, time.TimestampFrequency);
        if (_recent.Count >= MostSenders)
            Turn(now);
        _recent.Add(sender, requests);
        return requests;
    }

    private void TurnAfterAWindow(long now)
    {
        if (now - _turned >= _window)
            Turn(now);
    }

    private void Turn(long now)
    {
        (_recent, _earlier, _turned) = (_earlier, _recent, now);
        _recent.Clear();
    }
}
