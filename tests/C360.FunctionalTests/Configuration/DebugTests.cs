using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>DEBUG and LOG_LEVEL are about the log: answers are the same to the last header, but for dates, traces and the random part of a version.</summary>
internal sealed partial class DebugTests
{
    private static readonly string[] Requests =
    [
        "GET /finance/revenue-analysis",
        "GET /analytics/customer-profiles/C1",
        "GET /analytics/customer-profiles/C2",
        "GET /finance/revenue-analysis?x=1",
        "GET /marketing/churn-risk-customers?limit=0",
        "GET /nowhere",
        "DELETE /admin/metrics",
        "POST /admin/refresh-data",
        "GET /health/ready",
        "GET /docs/index.html",
        "GET /openapi.json",
        "HEAD /finance/revenue-analysis",
    ];

    [Test]
    public async Task They_never_change_an_answer()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        string[] quiet = await AnswersAsync(data, ("LOG_LEVEL", "CRITICAL"));
        Assert.That(quiet, Has.Length.EqualTo(Requests.Length).And.All.Contains("X-Content-Type-Options"));
        Assert.That(await AnswersAsync(data, ("LOG_LEVEL", "DEBUG")), Is.EqualTo(quiet));
        Assert.That(await AnswersAsync(data, ("DEBUG", "true")), Is.EqualTo(quiet));
    }

    [TestCase("LOG_LEVEL", "DEBUG")]
    [TestCase("DEBUG", "true")]
    public async Task They_never_show_a_failures_inside(string name, string value)
    {
        const string secret = "SELECT email FROM customers; at C360.Infrastructure";
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            new Dictionary<string, string> { ["ENVIRONMENT"] = "development", [name] = value },
            InterruptedRepository.With(() => throw new InvalidOperationException(secret))
        );
        RawAnswer answer = await SendAsync(host, "GET /analytics/customer-profiles?limit=7");
        Assert.That(answer.Status, Is.EqualTo(500));
        Assert.That(
            answer.Body,
            Does.Contain("internal_error").And.Not.Contain("SELECT").And.Not.Contain("C360.").And.Not.Contain("   at ")
        );
    }

    private static async Task<string[]> AnswersAsync(SourceFolder data, (string Name, string Value) setting)
    {
        await using ApiHost host = await ApiHost.StartAsync(data, new Dictionary<string, string> { [setting.Name] = setting.Value });
        List<string> answers = [];
        foreach (string request in Requests)
        {
            RawAnswer answer = await SendAsync(host, request);
            string headers = string.Join('\n', answer.Headers.Where(header => header.Key != "Date"));
            answers.Add(Varying().Replace($"{request}\n{answer.Status}\n{headers}\n{answer.Body}", "…"));
        }
        return [.. answers];
    }

    private static Task<RawAnswer> SendAsync(ApiHost host, string request) =>
        RawClient.SendAsync(host, $"{request} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    [GeneratedRegex("""(?<=Z-)[0-9a-f]{6}|(?<=ETag, ")[\w-]{16}(?=-)|(?<="trace_id":")[^"]+""")]
    private static partial Regex Varying();
}
