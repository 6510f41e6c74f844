using System.Text.Json.Nodes;
using C360.FunctionalTests.Http;

namespace C360.FunctionalTests.Formats;

/// <summary>Which format a list comes in: <c>?format=</c> says it, else Accept, else it is JSON.</summary>
internal sealed class NegotiationTests
{
    private const string Path = "/finance/revenue-analysis";

    [TestCase(null, ExpectedResult = "application/json")]
    [TestCase("", ExpectedResult = "application/json")]
    [TestCase("*/*", ExpectedResult = "application/json")]
    [TestCase("application/*", ExpectedResult = "application/json")]
    [TestCase("application/json", ExpectedResult = "application/json")]
    [TestCase("APPLICATION/JSON; charset=utf-8", ExpectedResult = "application/json")]
    [TestCase("text/csv", ExpectedResult = "text/csv")]
    [TestCase("Text/CSV; header=present", ExpectedResult = "text/csv")]
    [TestCase("text/*", ExpectedResult = "text/csv")]
    [TestCase("application/x-ndjson", ExpectedResult = "application/x-ndjson")]
    [TestCase("text/csv, application/json", ExpectedResult = "application/json")] // of equals the first of ours
    [TestCase("text/csv, application/json;q=0.9", ExpectedResult = "text/csv")]
    [TestCase("text/csv;q=0.5, application/x-ndjson;q=0.8", ExpectedResult = "application/x-ndjson")]
    [TestCase("text/csv, */*", ExpectedResult = "text/csv")] // named, not just taken
    [TestCase("text/csv, */*;q=0.1", ExpectedResult = "text/csv")]
    [TestCase("application/json;q=0, */*", ExpectedResult = "text/csv")]
    [TestCase("application/*;q=0, */*;q=0.1", ExpectedResult = "text/csv")]
    [TestCase("application/json, text/plain, */*", ExpectedResult = "application/json")] // axios
    [TestCase("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ExpectedResult = "application/json")] // a browser
    [TestCase("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", ExpectedResult = "application/json")] // Java
    [TestCase("nonsense", ExpectedResult = "application/json")] // what cannot be read asks for nothing
    [TestCase(";;q=,,", ExpectedResult = "application/json")]
    [TestCase("text/csv;q=high", ExpectedResult = "application/json")]
    public async Task<string?> Accept_says_what_is_liked_best(string? accept)
    {
        using HttpResponseMessage response = await (await Dozen.Host).AskAsync(Path, accept is null ? [] : [("Accept", accept)]);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return response.Content.Headers.ContentType?.MediaType;
    }

    [TestCase("json", "text/csv", ExpectedResult = "application/json")]
    [TestCase("csv", "application/json", ExpectedResult = "text/csv")]
    [TestCase("ndjson", "text/csv", ExpectedResult = "application/x-ndjson")]
    [TestCase("csv", "image/png", ExpectedResult = "text/csv")]
    public async Task<string?> The_parameter_wins(string format, string accept)
    {
        using HttpResponseMessage response = await (await Dozen.Host).AskAsync(Path.As(format), ("Accept", accept));
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return response.Content.Headers.ContentType?.MediaType;
    }

    [TestCase(Path, "text/html, application/xml;q=0.9", "application/json, text/csv or application/x-ndjson")]
    [TestCase("/admin/snapshots", "image/*", "application/json, text/csv or application/x-ndjson")]
    [TestCase(Path, "*/*;q=0", "application/json, text/csv or application/x-ndjson")]
    [TestCase("/analytics/customer-profiles/C01", "text/csv", "application/json")]
    [TestCase("/admin/metrics", "application/json;q=0", "application/json")]
    public async Task Who_takes_nothing_that_there_is_is_told_what_there_is(string path, string accept, string there)
    {
        using HttpResponseMessage response = await (await Dozen.Host).AskAsync(path, ("Accept", accept));
        JsonNode body = await ErrorAnswer.AssertAsync(response, 406, "NotAcceptable", "not_acceptable");
        Assert.That((string?)body["error_message"], Is.EqualTo($"This address answers in {there}"));
    }

    [Test]
    public async Task A_wrong_format_is_named_with_the_other_wrong_parameters()
    {
        (int status, JsonNode body) = await (await Dozen.Host).TryGetAsync("/marketing/churn-risk-customers?format=xml&limit=0&x=1");
        Assert.That(status, Is.EqualTo(422));
        Assert.That(
            body["error_details"]!["errors"]!.AsObject().Select(error => error.Key),
            Is.EquivalentTo((string[])["format", "limit", "x"])
        );
    }

    [TestCase("text/csv")]
    [TestCase("application/x-ndjson")]
    public async Task Errors_are_json_whatever_is_wanted(string accept)
    {
        using HttpResponseMessage response = await (await Dozen.Host).AskAsync($"{Path}?x=1", ("Accept", accept));
        await ErrorAnswer.AssertAsync(response, 422, "ValidationError", "validation_error");
    }
}
