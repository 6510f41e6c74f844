using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Configuration;

/// <summary>scripts/refresh.sh against a real service whose sources are broken and mended.</summary>
internal sealed class RefreshScriptTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Source = "customer/customers.csv";
    private const string Failed = "^refresh \\S+ failed: .*customer_id.*\n$";
    private SourceFolder _data = null!;
    private string _folder = null!;
    private RealService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _folder = Directory.CreateTempSubdirectory("c360-script-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder, "key"), Key + "\n");
        _service = await RealService.StartAsync(_folder, ("C360_DATA_PATH", _data.Path), ("C360_AS_OF", "2026-06-20"), ("API_KEY", Key));
        _service.Client.DefaultRequestHeaders.Add("X-API-Key", Key);
        (int code, _, string error) = await RunAsync(_service.Client.BaseAddress!.ToString());
        Assert.That(code, Is.Zero, error);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        _data.Dispose();
        await TempFolder.RemoveAsync(_folder);
    }

    /// <summary>Also within the second run's hour: what a scheduler tries again is tried again.</summary>
    [Test]
    public async Task Each_run_tells_of_its_own_refresh_and_a_mended_source_is_built()
    {
        string url = _service.Client.BaseAddress!.ToString();
        string before = await VersionAsync();
        Break();
        (int code, string said, string first) = await RunAsync(url);
        Assert.That((code, said), Is.EqualTo((1, "")));
        Assert.That(first, Does.Match(Failed));
        (code, said, string second) = await RunAsync(url);
        Assert.That((code, said), Is.EqualTo((1, "")));
        Assert.That(second, Does.Match(Failed).And.Not.EqualTo(first), "another refresh, which has another id");

        _data.Customers(new { customer_id = "C2" }); // writes the file anew, with its header
        (code, said, string error) = await RunAsync(url);
        string after = await VersionAsync();
        Assert.That((code, said), Is.EqualTo((0, $"published: {after}")), error);
        Assert.That(after, Is.Not.EqualTo(before));
    }

    /// <summary>Then the service says with 200 what came of it, which is not that the data is up to date.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_request_whose_answer_came_after_its_refresh_had_ended_is_told_how(bool isBroken)
    {
        if (isBroken)
            Break();
        else
            _data.Customers(new { customer_id = "C2" });
        await using WebApplication proxy = await LosingProxyAsync();
        (int code, string said, string error) = await RunAsync(proxy.Urls.Single());
        Assert.That((code, said), Is.EqualTo(isBroken ? (1, "") : (0, $"published: {await VersionAsync()}")), error);
        if (isBroken)
            Assert.That(error, Does.Match(Failed));
    }

    private void Break() =>
        _data.Write(Source, _data.Csv("customer/customers").Replace("customer_id", "customer_number", StringComparison.Ordinal));

    private Task<(int Code, string Output, string Error)> RunAsync(string url) =>
        SchedulePageTests.RunAsync(
            "/bin/sh",
            Path.Combine(SchedulePageTests.Root, "scripts", "refresh.sh"),
            url,
            Path.Combine(_folder, "key")
        );

    private async Task<string> VersionAsync() =>
        (string)(await DataAsync("/admin/snapshots")).AsArray().Single(snapshot => (bool)snapshot!["current"]!)!["version"]!;

    private async Task<JsonNode> DataAsync(string path) => JsonNode.Parse(await _service.Client.GetStringAsync(path))!["data"]!;

    /// <summary>Passes everything on, but for the first answer: it waits until the refresh has ended, and says that it got none.</summary>
    private async Task<WebApplication> LosingProxyAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication proxy = builder.Build();
        int requests = 0;
        proxy.Run(async context =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path);
            if (context.Request.Headers.TryGetValue("Idempotency-Key", out var name))
                request.Headers.Add("Idempotency-Key", name.ToString());
            using HttpResponseMessage response = await _service.Client.SendAsync(request);
            string body = await response.Content.ReadAsStringAsync();
            context.Response.StatusCode = (int)response.StatusCode;
            if (Interlocked.Increment(ref requests) == 1)
            {
                string id = (string)JsonNode.Parse(body)!["data"]!["refresh_id"]!;
                while ((string?)(await DataAsync($"/admin/refreshes/{id}"))["finished_at"] is null)
                    await Task.Delay(50);
                (context.Response.StatusCode, body) = (StatusCodes.Status504GatewayTimeout, "<html>Gateway timeout</html>\n");
            }
            await context.Response.WriteAsync(body);
        });
        await proxy.StartAsync();
        return proxy;
    }
}
