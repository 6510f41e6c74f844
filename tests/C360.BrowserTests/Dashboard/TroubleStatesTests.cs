using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Resilience;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The page when something is wrong: no data yet, no engine, no service, or some queries that fail.</summary>
[Category("Browser")]
internal sealed class TroubleStatesTests
{
    private static readonly Dictionary<string, string> NothingKept = new()
    {
        ["CACHE_TTL_MINUTES"] = "0",
        ["REFRESH_WHEN_STALE"] = "false",
    };
    private StatePictures _states = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _states = await StatePictures.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_states is not null)
            await _states.DisposeAsync();
    }

    /// <summary>The sources are not there.</summary>
    [Test]
    public async Task There_is_no_data_because_the_first_refresh_failed()
    {
        using SourceFolder data = new SourceFolder().Without("customer/customers");
        await using ApiHost host = await ApiHost.StartAsync(data);
        await _states.ShowAsync(
            host,
            "no-data",
            visit => Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("There is no data yet")
        );
    }

    [Test]
    public async Task The_first_data_is_being_prepared()
    {
        await using ApiHost host = await ApiHost.StartAsync(_states.Data);
        await _states.ShowAsync(
            host,
            "preparing",
            visit => Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("The first data is on its way"),
            tab => tab.RouteAsync("**/health", route => route.FulfillAsync(new() { Status = 503, Json = Health("no_snapshot") }))
        );
    }

    [Test]
    public async Task The_service_does_not_answer()
    {
        await using ApiHost host = await ApiHost.StartAsync(_states.Data);
        await _states.ShowAsync(
            host,
            "unreachable",
            async visit =>
            {
                await Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("The service does not answer");
                await Assertions.Expect(visit.Tab.Locator("#freshness")).ToHaveTextAsync("The age of the data is not known.");
                await Assertions.Expect(visit.Tab.Locator("#banner")).ToBeHiddenAsync();
            },
            tab => tab.RouteAsync("**/health", route => route.AbortAsync())
        );
    }

    /// <summary>The cards stay, and so does what the head says of their age: a minute has passed.</summary>
    [Test]
    public async Task The_service_does_not_answer_any_more()
    {
        await using ApiHost host = await ApiHost.StartAsync(_states.Data);
        await _states.ShowAsync(
            host,
            "away",
            async visit =>
            {
                await visit.Tab.RouteAsync("**/health", route => route.AbortAsync());
                await visit.Tab.Clock.FastForwardAsync("01:01");
                await Assertions.Expect(visit.Tab.Locator("#badges")).ToHaveTextAsync("Service: Not reachable");
                await Assertions.Expect(visit.Tab.Locator("#banner")).ToBeVisibleAsync();
                await Assertions
                    .Expect(visit.Tab.Locator("#freshness"))
                    .ToHaveTextAsync("Data as of Jun 20, 2026 · refreshed 13 minutes ago (Jun 20, 2026, 02:30 PM UTC)");
                await Assertions.Expect(visit.Tab.Locator("#figure-customers .value")).ToHaveTextAsync("12");
            }
        );
    }

    /// <summary>The real engine fails, and no answer is kept that could stand in. Its clock goes on, because it waits before it tries again.</summary>
    [Test]
    public async Task The_engine_is_down()
    {
        await using ApiHost host = await ApiHost.StartAsync(_states.Data, NothingKept, FaultyEngine.Use);
        host.Services.GetRequiredService<FaultyEngine>().Fault = new TransientEngineException(new IOException("the disk"));
        using var time = new Timer(_ => host.Time.Advance(TimeSpan.FromMilliseconds(20)), null, 0, 2);
        await _states.ShowAsync(
            host,
            "engine-down",
            async visit =>
            {
                await Assertions.Expect(visit.Tab.Locator(".card[data-state=waiting]")).ToHaveCountAsync(10);
                await visit.Tab.Clock.FastForwardAsync("01:01");
                await Assertions.Expect(visit.Tab.Locator("#banner")).ToBeVisibleAsync();
            }
        );
    }

    [Test]
    public async Task Some_queries_fail_and_the_others_do_not_care()
    {
        await using ApiHost host = await DashboardHost.SampleAsync();
        await _states.ShowAsync(
            host,
            "trouble",
            async visit =>
            {
                Assert.That(await visit.StateAsync("revenue"), Is.EqualTo("error"));
                Assert.That(await visit.StateAsync("loyalty"), Is.EqualTo("waiting"));
                Assert.That(await visit.StateAsync("support"), Is.EqualTo("error"));
                Assert.That(await visit.StateAsync("lifecycle"), Is.EqualTo("ready"));
                await Assertions.Expect(visit.Tab.Locator("#figure-total")).ToHaveTextAsync("–not to be had now");
                await Assertions.Expect(visit.Tab.Locator("#figure-customers .value")).ToHaveTextAsync("4,956");
                await Assertions.Expect(visit.Tab.Locator("#support .message")).ToContainTextAsync("The answer could not be read.");
                await Assertions
                    .Expect(visit.Tab.Locator("#quality"))
                    .ToHaveTextAsync("Data quality: not to be had now. The answer could not be read.");
                // The three, in words: the page has gone on to its end.
                await Assertions.Expect(visit.Tab.Locator("#live")).ToHaveTextAsync("7 of 10 cards are loaded");
            },
            async tab =>
            {
                await tab.RouteAsync(
                    "**/revenue-analysis",
                    route => route.FulfillAsync(Refusal(500, "InternalError", "An internal error occurred"))
                );
                await tab.RouteAsync(
                    "**/loyalty-program-metrics",
                    route => route.FulfillAsync(Refusal(429, "RateLimited", "Too many requests", "40"))
                );
                foreach (string address in (string[])["**/support-insights", "**/admin/data-quality"])
                    await tab.RouteAsync(address, route => route.FulfillAsync(new() { Status = 200, Body = "<html>a proxy's page" }));
            }
        );
    }

    private static RouteFulfillOptions Refusal(int status, string type, string message, string? retryAfter = null) =>
        new()
        {
            Status = status,
            Headers = retryAfter is null ? [] : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
            Json = new
            {
                success = false,
                error_type = type,
                error_message = message,
            },
        };

    private static object Health(string database) =>
        new
        {
            status = "unavailable",
            version = "0.1.0",
            environment = "development",
            database_status = database,
            data_version = (string?)null,
            engine_state = "closed",
            last_refresh = "running",
            stale = false,
        };
}
