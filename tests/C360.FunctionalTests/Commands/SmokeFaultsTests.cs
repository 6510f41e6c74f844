using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.WebApi.Commands.Smoke;
using Microsoft.AspNetCore.Http;
using Spectre.Console;

namespace C360.FunctionalTests.Commands;

/// <summary>A deployment with one fault: the smoke test fails in the line of that fault, and says what it is.</summary>
internal sealed partial class SmokeFaultsTests
{
    private const string Revenue = "/finance/revenue-analysis";
    private const string Categories = "/product/category-insights";
    private const string Churn = "/marketing/churn-risk-customers";

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Fault("A failure", Categories, answer => (answer.Status, answer.Body) = (500, Error(500, "Something failed")))
            .Returns($"GET 500 FAILED {Categories}: status 500 instead of 200: Something failed");
        yield return Fault(
                "A failure with a page",
                Categories,
                answer => (answer.Status, answer.ContentType, answer.Body) = (502, "text/html", "<html>")
            )
            .Returns($"GET 502 FAILED {Categories}: status 502 instead of 200");
        yield return Fault("A renamed field", Revenue, answer => answer.Replace("\"customer_count\"", "\"customers\""))
            .Returns($"GET 200 FAILED {Revenue}: data[0].customer_count is missing");
        yield return Fault(
                "A field too many",
                Revenue,
                answer => answer.Replace("{\"customer_segment\"", "{\"more\":1,\"customer_segment\"")
            )
            .Returns($"GET 200 FAILED {Revenue}: data[0].more is not documented");
        yield return Fault(
                "A number as text",
                Revenue,
                answer => answer.Body = CustomerCount().Replace(answer.Body, "\"customer_count\":\"$1\"")
            )
            .Returns($"GET 200 FAILED {Revenue}: data[0].customer_count is string instead of integer");
        // The twelve bought from four categories: 4 becomes 94.
        yield return Fault("A wrong count", Categories, answer => answer.Replace("\"count\":", "\"count\":9"))
            .Returns($"GET 200 FAILED {Categories}: count is 94, but data holds 4");
        yield return Fault("No meta", Revenue, answer => answer.Body = Changed(answer.Body, body => body.Remove("meta")))
            .Returns($"GET 200 FAILED {Revenue}: meta is missing, though the answer comes from a snapshot");
        yield return Fault("No success", Revenue, answer => answer.Replace("\"success\":true", "\"success\":false"))
            .Returns($"GET 200 FAILED {Revenue}: success is False with status 200");
        yield return Fault("A time with fractions", Revenue, answer => answer.Body = Timestamp().Replace(answer.Body, "$1.5Z"))
            .Returns($"GET 200 FAILED {Revenue}: timestamp is no date-time as documented");
        yield return Fault(
                "An unknown value",
                "/admin/metrics",
                answer => answer.Replace("\"engine_state\":\"closed\"", "\"engine_state\":\"ajar\"")
            )
            .Returns("GET 200 FAILED /admin/metrics: data.engine_state is none of closed, open, half_open");
        yield return Fault("A page", Categories, answer => (answer.ContentType, answer.Body) = ("text/html", "<html></html>"))
            .Returns($"GET 200 FAILED {Categories}: text/html instead of application/json");
        yield return Fault("Half a body", Categories, answer => answer.Body = answer.Body[..^9])
            .Returns($"GET 200 FAILED {Categories}: the body is no JSON");
        yield return Fault("A redirect", Categories, answer => answer.Status = 302)
            .Returns($"GET 302 FAILED {Categories}: status 302 instead of 200");
        // The twelve customers and one more.
        yield return Fault("A customer too many", "/finance/customer-lifetime-value", AddCustomer)
            .Returns("GET 200 FAILED /finance/customer-lifetime-value: customer_count adds up to 13, but total_customers of /health is 12");
        yield return Fault("A list out of order", Churn, answer => answer.Body = Changed(answer.Body, Reverse))
            .Returns($"GET 200 FAILED {Churn}: data[1] should stand before the row above it: by total_spent, customer_id");
        yield return Fault("More than asked for", $"{Churn}?limit=1", answer => answer.Body = Changed(answer.Body, Double))
            .Returns($"GET 200 FAILED {Churn}?limit=1: 2 rows, though limit is 1");
        // C01 is the first of the list.
        yield return Fault(
                "A profile that is not its row",
                "/analytics/customer-profiles/C01",
                answer => answer.Body = Changed(answer.Body, body => body["data"]!["points_balance"] = 1234567)
            )
            .Returns("GET 200 FAILED /analytics/customer-profiles/C01: the profile differs from its row in the list");
        yield return Fault(
                "No such operation",
                "/openapi.json",
                answer => answer.Body = Changed(answer.Body, body => body["paths"]!.AsObject().Remove(Categories))
            )
            .Returns("- - FAILED category_insights: the document has no such operation");
        yield return Fault("No document", "/openapi.json", answer => answer.Body = "{}")
            .Returns(
                "GET 200 FAILED /openapi.json: not an OpenAPI document that can be read: nothing else can be called. Is this the address of a C360?"
            );
    }

    [TestCaseSource(nameof(Faults))]
    public async Task<string> It_is_found(string path, Action<FaultyDeployment.Passing> change)
    {
        await using FaultyDeployment faulty = await FaultyDeployment.StartAsync(
            (await Dozen.Host).Client.BaseAddress!,
            (context, answer) =>
            {
                if (context.Request.Path + context.Request.QueryString == path)
                    change(answer);
                return Task.CompletedTask;
            }
        );
        return string.Join(" | ", Failed(await TestAsync(faulty.Address)));
    }

    [Test]
    public async Task Another_snapshot_than_that_of_health_is_found()
    {
        await using FaultyDeployment faulty = await WithAsync(
            Revenue,
            (_, answer) => answer.Body = Changed(answer.Body, body => body["meta"]!["data_version"] = "20260101T000000Z-000000")
        );
        Assert.That(
            Failed(await TestAsync(faulty.Address)).Single(),
            Does.Contain(": data_version is 20260101T000000Z-000000, while /health says 2026")
        );
    }

    [Test]
    public async Task A_tag_that_nobody_reads_is_found()
    {
        await using FaultyDeployment faulty = await WithAsync(
            Categories,
            (context, answer) =>
            {
                context.Response.Headers.ETag = "\"other\"";
                answer.Status = 200;
            }
        );
        Assert.That(
            Failed(await TestAsync(faulty.Address)),
            Is.EqualTo((string[])[$"GET 200 FAILED {Categories} with If-None-Match: status 200 instead of 304"])
        );
    }

    /// <summary>The document promises CSV; what comes has a row less than the JSON, or is JSON after all.</summary>
    [TestCase("text/csv", "category,customer_count\r\n", "0 rows, but 4 as JSON")]
    [TestCase("application/json", "{}", "application/json instead of text/csv")]
    public async Task A_list_that_differs_in_another_format_is_found(string mediaType, string body, string reason)
    {
        await using FaultyDeployment faulty = await FaultyDeployment.StartAsync(
            (await Dozen.Host).Client.BaseAddress!,
            (context, answer) =>
            {
                if (context.Request.Path == "/openapi.json")
                    answer.Body = Changed(answer.Body, PromiseCsv);
                else if (
                    context.Request.Path == Categories
                    && (context.Request.Headers.Accept == "text/csv" || context.Request.QueryString.HasValue)
                )
                    (answer.Status, answer.ContentType, answer.Body) = (200, mediaType, body);
                return Task.CompletedTask;
            }
        );
        Assert.That(Failed(await TestAsync(faulty.Address)).Single(), Does.Contain(Categories).And.EndWith($": {reason}"));
    }

    [Test]
    public async Task An_answer_without_an_end_takes_neither_all_time_nor_all_memory()
    {
        await using FaultyDeployment slow = await EndlessAsync(new byte[1], TimeSpan.FromMilliseconds(50));
        await using FaultyDeployment fast = await EndlessAsync(new byte[1 << 16], TimeSpan.Zero);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.That(
            Failed(await TestAsync(slow.Address, seconds: 3)),
            Is.EqualTo((string[])[$"GET - FAILED {Categories}: no whole answer within 3 s"])
        );
        Assert.That(
            Failed(await TestAsync(fast.Address)),
            Is.EqualTo((string[])[$"GET - FAILED {Categories}: the answer is longer than 64 MB"])
        );
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(64 << 20));
    }

    [Test]
    public async Task Who_does_not_answer_three_times_is_not_asked_again()
    {
        await using FaultyDeployment faulty = await FaultyDeployment.StartAsync(
            (await Dozen.Host).Client.BaseAddress!,
            (context, _) =>
            {
                if (context.Request.Path != "/openapi.json")
                    context.Abort();
                return Task.CompletedTask;
            }
        );
        string[] failed = Failed(await TestAsync(faulty.Address));
        Assert.That(failed.Take(3), Has.All.Contains(": no answer: "));
        Assert.That(failed, Has.Length.EqualTo(4));
        Assert.That(failed[3], Does.Match("^- - FAILED [0-9]{2,} more: not called: 3 calls in a row were not answered$"));
    }

    /// <summary>Where /health is not good it may be production all the same: an answer that can be read says so, another says nothing.</summary>
    [TestCase(
        503,
        "{\"status\":\"unavailable\",\"environment\":\"production\"}",
        "production; --read-only=false calls them, which refreshes"
    )]
    [TestCase(
        200,
        "{\"status\":\"healthy\",\"environment\":\"production\",\"new_field\":1}",
        "production; --read-only=false calls them, which refreshes"
    )]
    [TestCase(502, "<html>", "/health does not say that this is not production; --read-only=false calls them, which refreshes")]
    public async Task Nothing_is_posted_where_health_is_not_good(int status, string body, string why)
    {
        await using FaultyDeployment there = await WithAsync("/health", (_, answer) => (answer.Status, answer.Body) = (status, body));
        string[] lines = await TestAsync(there.Address, readOnly: null);
        Assert.That(there.Asked, Is.Not.Empty.And.All.StartsWith("GET "));
        Assert.That(lines, Does.Contain($"3 operations that change something are left out: {why}"));
    }

    [Test]
    public async Task A_file_with_other_figures_than_the_answer_is_found()
    {
        await using FaultyDeployment there = await WithAsync(
            Revenue,
            (context, answer) =>
            {
                if (context.Request.QueryString.HasValue)
                    answer.Body = Digit().Replace(answer.Body, "9");
            }
        );
        Assert.That(
            Failed(await TestAsync(there.Address)).Single(),
            Is.EqualTo($"GET 200 FAILED {Revenue}?format=csv: row 1 has another customer_count than the JSON")
        );
    }

    /// <summary>A deployment that works on old data is not broken: the verdict stays, and a line says what should be looked at.</summary>
    [TestCase(
        "\"status\":\"degraded\",\"stale\":true,\"last_refresh\":\"failed\"",
        "/health says degraded: the data is stale, the last refresh failed"
    )]
    [TestCase("\"status\":\"degraded\",\"spark_status\":\"unavailable\"", "/health says degraded: Spark does not answer")]
    [TestCase("\"status\":\"degraded\",\"engine_state\":\"half_open\"", "/health says degraded: the engine falters")]
    [TestCase("\"status\":\"degraded\"", "/health says degraded, but not why")]
    [TestCase("\"stale\":false", null)]
    public async Task Why_a_deployment_is_degraded_is_said(string members, string? expected)
    {
        await using FaultyDeployment there = await WithAsync(
            "/health",
            (_, answer) =>
                answer.Body = Changed(
                    answer.Body,
                    body =>
                    {
                        foreach ((string name, JsonNode? value) in JsonNode.Parse($"{{{members}}}")!.AsObject())
                            body[name] = value!.DeepClone();
                    }
                )
        );
        string[] lines = await TestAsync(there.Address);
        Assert.That(lines[^1], Does.EndWith(" 0 failed"));
        Assert.That(lines.SingleOrDefault(line => line.StartsWith("/health says", StringComparison.Ordinal)), Is.EqualTo(expected));
    }

    /// <summary>Another server, or one of the service's own pages.</summary>
    [TestCase(404, "<html>", "status 404 instead of 200: nothing else can be called. Is this the address of a C360?")]
    [TestCase(
        503,
        "{\"error_message\":\"Busy\"}",
        "status 503 instead of 200: Busy: nothing else can be called. Is this the address of a C360?"
    )]
    public async Task A_stranger_is_taken_for_one(int status, string body, string reason)
    {
        await using FaultyDeployment there = await WithAsync("/openapi.json", (_, answer) => (answer.Status, answer.Body) = (status, body));
        Assert.That(Failed(await TestAsync(there.Address)), Is.EqualTo((string[])[$"GET {status} FAILED /openapi.json: {reason}"]));
    }

    /// <summary>What the table says of a deployment; nothing is posted unless told otherwise.</summary>
    private static async Task<string[]> TestAsync(Uri address, double seconds = 30, bool? readOnly = true)
    {
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 10_000;
        using var deployment = new Deployment(address, key: null, TimeSpan.FromSeconds(seconds), _ => { });
        bool isGood = await new SmokeTest(deployment, new VerdictTable(console)).RunAsync(readOnly, CancellationToken.None);
        string[] lines = written.ToString().TrimEnd().Split('\n');
        Assert.That(isGood, Is.EqualTo(lines[^1].EndsWith(" 0 failed", StringComparison.Ordinal)));
        return lines;
    }

    /// <summary>The lines of failures without their times.</summary>
    private static string[] Failed(string[] lines) =>
        [
            .. lines
                .Where(line => line.Contains(" FAILED ", StringComparison.Ordinal))
                .Select(line => Blanks().Replace(Milliseconds().Replace(line.Trim(), " FAILED "), " ")),
        ];

    private static async Task<FaultyDeployment> WithAsync(string path, Action<HttpContext, FaultyDeployment.Passing> change) =>
        await FaultyDeployment.StartAsync(
            (await Dozen.Host).Client.BaseAddress!,
            (context, answer) =>
            {
                if (context.Request.Path == path)
                    change(context, answer);
                return Task.CompletedTask;
            }
        );

    private static async Task<FaultyDeployment> EndlessAsync(byte[] piece, TimeSpan pause) =>
        await FaultyDeployment.StartAsync(
            (await Dozen.Host).Client.BaseAddress!,
            async (context, _) =>
            {
                while (context.Request.Path == Categories && !context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(piece);
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(pause);
                }
            }
        );

    private static TestCaseData Fault(string name, string path, Action<FaultyDeployment.Passing> change) =>
        new TestCaseData(path, change).SetArgDisplayNames(name);

    private static string Error(int status, string message) =>
        $$"""
            {"success":false,"error_type":"InternalError","error_message":"{{message}}","timestamp":"2026-06-20T14:30:00Z","error_details":{"status_code":{{status}},"trace_id":"1"} }
            """;

    private static string Changed(string body, Action<JsonObject> change)
    {
        JsonObject changed = JsonNode.Parse(body)!.AsObject();
        change(changed);
        return changed.ToJsonString();
    }

    private static void AddCustomer(FaultyDeployment.Passing answer) =>
        answer.Body = Changed(answer.Body, body => body["data"]![0]!["customer_count"] = (int)body["data"]![0]!["customer_count"]! + 1);

    private static void Reverse(JsonObject body) =>
        body["data"] = new JsonArray([.. body["data"]!.AsArray().Reverse().Select(row => row!.DeepClone())]);

    private static void Double(JsonObject body)
    {
        body["data"]!.AsArray().Add(body["data"]![0]!.DeepClone());
        body["count"] = 2;
    }

    private static void PromiseCsv(JsonObject document) =>
        document["paths"]![Categories]!["get"]!["responses"]!["200"]!["content"]!["text/csv"] = new JsonObject
        {
            ["schema"] = new JsonObject(),
        };

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digit();

    [GeneratedRegex("\"customer_count\":([0-9]+)")]
    private static partial Regex CustomerCount();

    [GeneratedRegex("(\"timestamp\":\"[0-9T:-]+)Z")]
    private static partial Regex Timestamp();

    [GeneratedRegex(" +[0-9.-]+ +FAILED +")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
