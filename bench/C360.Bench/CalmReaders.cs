using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace C360.Bench;

/// <summary>Eight readers, ten questions a second each, whatever the service does meanwhile: three of four are asked all the time, one never before.</summary>
internal sealed class CalmReaders(HttpClient client)
{
    private const int Readers = 8;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Known =
    [
        CalmBench.Reference,
        "/marketing/customer-segmentation?by=loyalty_tier",
        "/finance/profitability-metrics",
        "/product/category-insights",
        "/marketing/churn-risk-customers",
    ];
    private int _unheard;

    /// <summary>Every answer so far.</summary>
    public ConcurrentQueue<Sample> Samples { get; } = new();

    /// <summary>Which stretch of the run it is.</summary>
    public volatile string Phase = "";

    public Task RunAsync(CancellationToken over) =>
        Task.WhenAll(Enumerable.Range(0, Readers).Select(seed => Task.Run(() => ReadAsync(seed, over))));

    private async Task ReadAsync(int seed, CancellationToken over)
    {
        var dice = new Random(seed);
        long start = Stopwatch.GetTimestamp() + (long)(dice.NextDouble() * Beat.TotalSeconds * Stopwatch.Frequency);
        for (int beat = 0; !over.IsCancellationRequested; beat++)
        {
            TimeSpan wait = beat * Beat - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, CancellationToken.None);
            bool cold = dice.Next(4) == 0;
            await AskAsync(cold ? Unheard() : Known[dice.Next(Known.Length)], cold);
        }
    }

    /// <summary>Within the sizes that people ask for, and no two the same.</summary>
    private string Unheard()
    {
        int number = Interlocked.Increment(ref _unheard);
        string least = string.Create(CultureInfo.InvariantCulture, $"{number / 100m:F2}");
        return (number % 3) switch
        {
            0 => $"/marketing/churn-risk-customers?min_lifetime_value={least}",
            1 => $"/analytics/customer-profiles?limit=20&min_lifetime_value={least}",
            _ => $"/analytics/customer-profiles?limit=20&loyalty_tier=Gold&max_lifetime_value={1_000_000 - number}",
        };
    }

    private async Task AskAsync(string path, bool cold)
    {
        string phase = Phase;
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await client.GetAsync(path);
        string body = await response.Content.ReadAsStringAsync();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        JsonNode answer = JsonNode.Parse(body)!;
        JsonNode? meta = answer["meta"];
        // Each profile says when its snapshot was built, and so does the envelope.
        bool mixed = (answer["data"] as JsonArray ?? []).Any(row =>
            row?["profile_created_at"] is { } built && built.GetValue<string>() != meta!["refreshed_at"]!.GetValue<string>()
        );
        Samples.Enqueue(
            new Sample(
                phase,
                cold,
                milliseconds,
                (int)response.StatusCode,
                meta?["data_version"]?.GetValue<string>(),
                path == CalmBench.Reference ? answer["data"]?.ToJsonString() : null,
                mixed
            )
        );
    }

    /// <summary>One answer: the stretch in which it was asked for, how long it took, and what tells whether it is whole.</summary>
    internal sealed record Sample(string Phase, bool Cold, double Milliseconds, int Status, string? Version, string? Reference, bool Mixed);
}
