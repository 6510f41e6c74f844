using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Hostile;

/// <summary>Ten thousand requests that no honest client sends, over real sockets, without keys and with them.</summary>
internal sealed partial class HostileTests
{
    private const string Key = "a-key-that-is-good-for-everything";
    private const int Requests = 10_000;
    private const int AtOnce = 8;

    /// <summary>Answers of the server itself, before there is a request: what cannot be read, or is larger than anything we would look at.</summary>
    private static readonly int[] OfTheServer = [400, 405, 411, 413, 414, 431];

    [TestCase(20260620, null)]
    [TestCase(20260621, Key)]
    public async Task Nothing_hostile_breaks_the_service_or_shows_its_inside(int seed, string? key)
    {
        using SourceFolder data = DozenCustomers.Create();
        // Room for few answers: they are kept on purpose, and are not what must not grow.
        var settings = new Dictionary<string, string> { ["CACHE_MAX_MB"] = "1" };
        if (key is not null)
            settings["API_KEY"] = key;
        await using ApiHost host = await ApiHost.StartAsync(data, settings);
        var hostile = new HostileRequests(seed, key is null ? null : $"X-API-Key: {key}");
        // What is made once, buffers and the answers to the commonest questions, is no growth: the second half must do with it.
        Outcome first = await SendAsync(host, data, hostile, Requests / 2);
        long before = await MemoryAsync(host);
        Outcome rest = await SendAsync(host, data, hostile, Requests / 2);
        long grown = await MemoryAsync(host) - before;

        TestContext.Out.WriteLine($"{rest.Statuses()}; {grown / 1024} KB more");
        Assert.That(first.Faults.Concat(rest.Faults).Take(10), Is.Empty);
        // A generator that never gets past the server, or never to an answer, shows nothing.
        Assert.That(rest.Counts[(200, false)], Is.GreaterThan(Requests / 40));
        Assert.That(rest.Counts[(422, false)], Is.GreaterThan(Requests / 40));
        Assert.That(rest.Counts.Where(count => count.Key.OfTheServer).Sum(count => count.Value), Is.LessThan(Requests / 4));
        // Five thousand requests of some ten kilobytes would be fifty megabytes; the heap of one process varies by ten.
        Assert.That(grown, Is.LessThan(16 * 1024 * 1024));
        // And it serves on.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/finance/revenue-analysis");
        request.Headers.Add("X-API-Key", key ?? "-");
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    private static async Task<long> MemoryAsync(ApiHost host)
    {
        await host.RefreshedAsync();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<Outcome> SendAsync(ApiHost host, SourceFolder data, HostileRequests hostile, int count)
    {
        var outcome = new Outcome([], []);
        string[] inside = [data.Path, host.SnapshotPath, AppContext.BaseDirectory, Path.GetTempPath()];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count).Select(_ => hostile.Next()),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (request, _) =>
            {
                RawAnswer answer;
                try
                {
                    answer = await RawClient.SendAsync(host, request);
                }
                catch (OperationCanceledException)
                {
                    outcome.Faults.Add($"no answer\n{Shown(request)}");
                    return;
                }
                outcome.Counts.AddOrUpdate((answer.Status, answer.IsOfTheServer), 1, (_, before) => before + 1);
                bool bodiless = request.AsSpan().StartsWith("HEAD "u8);
                if (Fault(answer, bodiless, inside, HostileRequests.IsReadable(request)) is { } fault)
                    outcome.Faults.Add($"{fault}\n{Shown(request)}\n{answer.Status} {answer.Body[..Math.Min(answer.Body.Length, 500)]}");
            }
        );
        return outcome;
    }

    private static string? Fault(RawAnswer answer, bool bodiless, string[] inside, bool readable)
    {
        if (answer.IsOfTheServer)
            return !readable && OfTheServer.Contains(answer.Status) ? null : "an answer of the server itself";
        if (answer.Status is 0 or >= 500)
            return "no answer, or one of failure";
        if (answer.Headers.GetValueOrDefault("X-Content-Type-Options") != "nosniff" || answer.Headers.ContainsKey("Server"))
            return "headers";
        if (answer.Headers.Any(header => header.Key == "X-Evil" || header.Value.Contains("X-Evil", StringComparison.Ordinal)))
            return "a header of the client's";
        bool page =
            !IsJson(answer)
            || answer.Body.StartsWith("{\"openapi\"", StringComparison.Ordinal)
            || answer.Body.StartsWith("{\n", StringComparison.Ordinal);
        if (!page && inside.Append("   at ").Any(text => answer.Body.Contains(text, StringComparison.Ordinal)))
            return "a path or a stack trace";
        if (!page && Inside().Match(Models().Replace(answer.Body, "")) is { Success: true } leak)
            return $"the inside: {leak.Value}";
        return bodiless || answer.Status is 204 or 301 ? null : Envelope(answer);
    }

    private static string? Envelope(RawAnswer answer)
    {
        if (answer.Status < 400)
            return IsJson(answer) && JsonNode.Parse(answer.Body) is not JsonObject ? "no object" : null;
        if (!IsJson(answer))
            return "an error without the envelope";
        try
        {
            JsonNode error = JsonNode.Parse(answer.Body)!;
            string[] names = [.. error.AsObject().Select(property => property.Key)];
            bool whole =
                names is ["success", "error_type", "error_message", "timestamp", "error_details"]
                && (bool?)error["success"] == false
                && (int?)error["error_details"]?["status_code"] == answer.Status;
            return whole ? null : "an error in another form";
        }
        catch (JsonException)
        {
            return "an error that is no JSON";
        }
    }

    /// <summary>A compressed answer is no text; errors are never compressed.</summary>
    private static bool IsJson(RawAnswer answer) =>
        !answer.Headers.ContainsKey("Content-Encoding")
        && answer.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true;

    private static string Shown(byte[] request)
    {
        string text = Encoding.Latin1.GetString(request);
        return text.Length <= 600 ? text : $"{text[..300]}…{text.Length}…{text[^200..]}";
    }

    /// <summary>SQL of ours, what the engine says, names of types: none of it is in the requests.</summary>
    /// <summary>What a refresh tells of its models and stages is meant for those who may see it.</summary>
    [GeneratedRegex("\"(model|stage)\":\"[a-z_0-9/ ]*\"")]
    private static partial Regex Models();

    [GeneratedRegex(
        @"customer_analytics_c360|category_sales|duckdb|DECIMAL\(|CAST\(|ORDER BY|(?:Parser|Binder|Catalog|Conversion|IO|Invalid Input|Out of Range) Error"
            + @"|C360\.|System\.|Microsoft\.|Exception|\.cs:line|\.dll",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Inside();

    private sealed record Outcome(ConcurrentBag<string> Faults, ConcurrentDictionary<(int Status, bool OfTheServer), int> Counts)
    {
        public string Statuses() =>
            string.Join(
                ", ",
                Counts
                    .OrderBy(count => count.Key)
                    .Select(count => $"{count.Value} × {count.Key.Status}{(count.Key.OfTheServer ? " of the server" : "")}")
            );
    }
}
