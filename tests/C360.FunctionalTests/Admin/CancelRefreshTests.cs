using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure;

namespace C360.FunctionalTests.Admin;

internal sealed class CancelRefreshTests
{
    [Test]
    public async Task A_running_one_is_told_to_stop_leaves_nothing_and_the_old_data_serves()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        Task? hold = null;
        await using ApiHost host = await ApiHost.StartAsync(data, replace: InterruptedEngine.With(_ => hold ?? Task.CompletedTask));
        string before = await SnapshotsTests.CurrentAsync(host);
        hold = Task.Delay(Timeout.Infinite);
        string id = await BeginAsync(host);
        await UntilAsync(async () => (string?)(await host.GetAsync($"/admin/refreshes/{id}"))["data"]!["status"] == "running");

        using HttpResponseMessage told = await CancelAsync(host, id);
        await host.RefreshedAsync();

        Assert.That(told.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(told.Headers.Location?.OriginalString, Is.EqualTo($"/admin/refreshes/{id}"));
        Assert.That(RefreshesTests.Comparable(await BodyAsync(told)), Is.EqualTo(Examples.Read("cancel_refresh.202").ToJsonString()));
        using HttpResponseMessage again = await CancelAsync(host, id);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(RefreshesTests.Comparable(await BodyAsync(again)), Is.EqualTo(Examples.Read("cancel_refresh").ToJsonString()));
        Assert.That(await SnapshotsTests.CurrentAsync(host), Is.EqualTo(before));
        Assert.That(Directory.EnumerateDirectories(host.SnapshotPath, ".building-*"), Is.Empty);
        Assert.That((string?)(await host.GetAsync("/health"))["status"], Is.EqualTo("healthy"), "a stop that was asked for is no failure");

        hold = null;
        await RefreshesTests.ForceAsync(host);
        Assert.That(await SnapshotsTests.CurrentAsync(host), Is.Not.EqualTo(before), "the next one is free to begin");
    }

    /// <summary>At work in the engine and in our own reading; the machine may be busy, so the second is measured generously here and exactly by the bench.</summary>
    [TestCase("reading customer/customers")]
    [TestCase("reading sales/transaction_items")]
    [TestCase("model customer_analytics_c360")]
    [TestCase("writing")]
    public async Task The_engine_stops_soon(string stage)
    {
        string folder = Directory.CreateTempSubdirectory("c360-cancel-").FullName;
        InfrastructureServices.GenerateSampleData(
            4000,
            7,
            new DateOnly(2026, 6, 20),
            "csv",
            Path.Combine(folder, "big"),
            CancellationToken.None
        );
        using SourceFolder data = new SourceFolder().Customers(new { });
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool armed = false;
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: DisturbedEngine.At(
                stage,
                () =>
                {
                    if (armed)
                        reached.TrySetResult();
                }
            )
        );
        try
        {
            Directory.Delete(data.Path, recursive: true);
            Directory.Move(Path.Combine(folder, "big"), data.Path);
            armed = true;
            string id = await BeginAsync(host);
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            var watch = Stopwatch.StartNew();
            using HttpResponseMessage told = await CancelAsync(host, id);
            await host.RefreshedAsync();

            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
            JsonNode refresh = (await host.GetAsync($"/admin/refreshes/{id}"))["data"]!;
            Assert.That((string?)refresh["status"], Is.EqualTo("cancelled"), stage);
            Assert.That(refresh["error"], Is.Null);
            Assert.That(Directory.EnumerateDirectories(host.SnapshotPath, ".building-*"), Is.Empty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Of_an_unknown_id_there_is_none()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        await using ApiHost host = await ApiHost.StartAsync(data);
        using HttpResponseMessage none = await CancelAsync(host, "none");
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)(await BodyAsync(none))["error_details"]!["code"], Is.EqualTo("refresh_not_found"));
    }

    private static Task<HttpResponseMessage> CancelAsync(ApiHost host, string id) =>
        host.Client.PostAsync($"/admin/refreshes/{id}/cancel", null);

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static async Task<string> BeginAsync(ApiHost host)
    {
        using HttpResponseMessage started = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        return started.Headers.Location!.OriginalString.Split('/')[^1];
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (int i = 0; i < 3000 && !await condition(); i++)
            await Task.Delay(10);
    }
}
