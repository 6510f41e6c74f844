using System.Text.Json;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Formats;

/// <summary>Every list, read back from CSV and NDJSON, is the list of JSON.</summary>
internal sealed class EveryListTests
{
    private static readonly string[] Things =
    [
        "/health",
        "/health/live",
        "/health/ready",
        "/analytics/customer-profiles/C1",
        "/admin/schedule",
        "/admin/metrics",
        "/admin/data-quality",
    ];

    private static IEnumerable<string> Lists() =>
        EndpointTable
            .All.Where(endpoint => endpoint.Method == HttpMethod.Get && !endpoint.Path.Contains('{', StringComparison.Ordinal))
            .Select(endpoint => endpoint.Path)
            .Except(Things)
            .Except(["/metrics"])
            .Concat(["/marketing/churn-risk-customers?min_lifetime_value=10000.01", "/analytics/customer-profiles?limit=1"]);

    /// <summary>14 of the teams, rejected rows, refreshes, snapshots, the catalogue; an empty one and one that is cut.</summary>
    [Test]
    public void The_lists_are_all() => Assert.That(Lists().Count(), Is.EqualTo(14 + 4 + 2));

    [TestCaseSource(nameof(Lists))]
    public async Task A_list_is_the_same_in_each_format(string path) => await AssertSameAsync(await Dozen.Host, path);

    [Test]
    public async Task Rejected_rows_are_the_same_in_each_format()
    {
        using SourceFolder data = FaultyRows.Create();
        await using ApiHost host = await ApiHost.StartAsync(data, FaultyRows.OpenGate);
        Assert.That(await AssertSameAsync(host, "/admin/data-quality/rejected-rows"), Is.EqualTo(9));
        Assert.That(await AssertSameAsync(host, "/admin/refreshes"), Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Things))]
    public async Task What_is_one_thing_is_json_only(string path)
    {
        ApiHost host = await Dozen.Alone;
        using HttpResponseMessage response = await host.AskAsync(path, ("Accept", "text/csv"));
        if (path.StartsWith("/health", StringComparison.Ordinal))
            Assert.That((int)response.StatusCode, Is.EqualTo(200), "a probe may want what it likes");
        else
            Assert.That(
                (string?)(await ErrorAnswer.AssertAsync(response, 406, "NotAcceptable", "not_acceptable"))["error_message"],
                Is.EqualTo("This address answers in application/json")
            );
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
    }

    private static async Task<int> AssertSameAsync(ApiHost host, string path)
    {
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync(path));
        JsonElement data = json.RootElement.GetProperty("data");
        byte[] csv = await host.Client.GetByteArrayAsync(path.As("csv"));
        Assert.That(csv[..3], Is.Not.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }), "no byte order mark");
        SameRows.AssertCsv(System.Text.Encoding.UTF8.GetString(csv), data);
        SameRows.AssertNdjson(await host.Client.GetStringAsync(path.As("ndjson")), data);
        return data.GetArrayLength();
    }
}
