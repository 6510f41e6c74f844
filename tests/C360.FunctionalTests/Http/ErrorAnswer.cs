using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Http;

/// <summary>The error envelope, which is the same whatever went wrong.</summary>
internal static class ErrorAnswer
{
    /// <summary>Expects an error and returns its body.</summary>
    public static async Task<JsonNode> AssertAsync(
        HttpResponseMessage response,
        int status,
        string type,
        string code,
        DateTimeOffset? now = null
    )
    {
        string text = await response.Content.ReadAsStringAsync();
        JsonNode body = JsonNode.Parse(text)!;
        JsonNode details = body["error_details"]!;
        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/json; charset=utf-8"));
            Assert.That(
                body.AsObject().Select(property => property.Key),
                Is.EqualTo((string[])["success", "error_type", "error_message", "timestamp", "error_details"])
            );
            Assert.That((bool?)body["success"], Is.False);
            Assert.That((string?)body["error_type"], Is.EqualTo(type));
            Assert.That((string?)body["error_message"], Is.Not.Empty);
            Assert.That((DateTimeOffset?)body["timestamp"], Is.EqualTo(now ?? ApiHost.Now));
            Assert.That((int?)details["status_code"], Is.EqualTo(status));
            Assert.That((string?)details["code"], Is.EqualTo(code));
            Assert.That((string?)details["trace_id"], Is.Not.Empty);
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo((string[])["nosniff"]));
            Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-cache, private"));
        });
        return body;
    }
}
