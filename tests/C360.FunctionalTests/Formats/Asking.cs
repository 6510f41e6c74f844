using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Formats;

/// <summary>Requests with headers of the test's choice.</summary>
internal static class Asking
{
    /// <summary>Sends a request.</summary>
    public static Task<HttpResponseMessage> AskAsync(this ApiHost host, string path, params (string Name, string Value)[] headers) =>
        host.AskAsync(HttpMethod.Get, path, headers);

    /// <summary>Sends a request.</summary>
    public static async Task<HttpResponseMessage> AskAsync(
        this ApiHost host,
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await host.Client.SendAsync(request);
    }

    /// <summary>The ETag of an answer, as it stands.</summary>
    public static async Task<string> TagAsync(this ApiHost host, string path, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await host.AskAsync(path, headers);
        Assert.That((int)response.StatusCode, Is.EqualTo(200), path);
        return response.Headers.GetValues("ETag").Single();
    }

    /// <summary>A path with one more parameter.</summary>
    public static string As(this string path, string format) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={format}";
}
