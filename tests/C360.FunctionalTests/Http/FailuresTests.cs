using System.Text.Json.Nodes;
using C360.Application.Ports;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>What is ours to answer for: nothing of the inside is shown.</summary>
internal sealed class FailuresTests
{
    private const string Secret = "SELECT email FROM customers; /srv/c360/data/customers.csv; at C360.Infrastructure.Sql";

    private static IEnumerable<TestCaseData> Failures()
    {
        yield return new TestCaseData(new InvalidOperationException(Secret), 500, "InternalError", "internal_error", null);
        yield return new TestCaseData(new OperationCanceledException(Secret), 500, "InternalError", "internal_error", null);
        yield return new TestCaseData(
            new EngineTimeoutException(new TimeoutException(Secret)),
            504,
            "EngineTimeout",
            "engine_timeout",
            null
        );
        yield return new TestCaseData(
            new EngineUnavailableException(new IOException(Secret)),
            503,
            "EngineUnavailable",
            "engine_unavailable",
            "5"
        );
        yield return new TestCaseData(new DataNotReadyException(), 503, "DataNotReady", "data_not_ready", "5");
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_failure_is_told_without_its_inside(Exception failure, int status, string type, string code, string? retryAfter)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, replace: InterruptedRepository.With(() => throw failure));
        using HttpResponseMessage response = await host.Client.GetAsync("/analytics/customer-profiles?limit=7");
        JsonNode body = await ErrorAnswer.AssertAsync(response, status, type, code);
        Assert.Multiple(() =>
        {
            Assert.That(body.ToJsonString(), Does.Not.Contain("SELECT").And.Not.Contain("/srv").And.Not.Contain("C360."));
            Assert.That(response.Headers.RetryAfter?.ToString(), Is.EqualTo(retryAfter));
        });
    }

    [Test]
    public async Task Before_the_first_snapshot_every_query_says_when_to_come_back()
    {
        using SourceFolder data = new SourceFolder(); // no customer left: the first refresh fails
        await using ApiHost host = await ApiHost.StartAsync(data);
        foreach (string path in (string[])["/marketing/churn-risk-customers", "/analytics/customer-profiles/C1"])
        {
            using HttpResponseMessage response = await host.Client.GetAsync(path);
            JsonNode body = await ErrorAnswer.AssertAsync(response, 503, "DataNotReady", "data_not_ready");
            Assert.That(response.Headers.RetryAfter?.ToString(), Is.EqualTo("5"));
            Assert.That(
                (string?)body["error_message"],
                Is.EqualTo("No data yet: no refresh has succeeded; /health tells how the latest stands")
            );
        }
        // What is wrong with the question is said before what is wrong with the data.
        Assert.That((await host.TryGetAsync("/marketing/churn-risk-customers?limit=0")).Status, Is.EqualTo(422));
    }
}
