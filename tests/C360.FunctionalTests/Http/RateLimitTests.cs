using System.Net;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Http;

/// <summary>The limit's window is of the real clock: within one test's second nothing is given back.</summary>
internal sealed class RateLimitTests
{
    [Test]
    public async Task The_fourth_request_of_three_a_minute_is_told_when_to_come_back()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("3"));
        // A refused parameter and a missing page count as well.
        foreach (
            (string path, int expected) in ((string, int)[])[("/finance/revenue-analysis", 200), ("/admin/metrics?x=1", 422), ("/", 404)]
        )
            Assert.That((await host.TryGetAsync(path)).Status, Is.EqualTo(expected));

        using HttpResponseMessage refused = await host.Client.GetAsync("/finance/revenue-analysis");
        await ErrorAnswer.AssertAsync(refused, 429, "RateLimited", "rate_limited");
        Assert.That(refused.Headers.RetryAfter?.Delta?.TotalSeconds, Is.EqualTo(60)); // sooner nothing is given back

        foreach (
            string exempt in (string[])
                ["/health", "/health/live", "/health/ready", "/openapi.json", "/docs/index.html", "/redoc/index.html"]
        )
        {
            using HttpResponseMessage response = await host.Client.GetAsync(exempt);
            Assert.That((int)response.StatusCode, Is.EqualTo(200), exempt);
        }
    }

    [Test]
    public async Task Each_address_has_a_budget_of_its_own()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            Limit("2"),
            services => services.AddSingleton<IStartupFilter, AddressFromHeader>()
        );
        foreach (
            (string address, int expected) in ((string, int)[])
                [("192.0.2.1", 200), ("192.0.2.1", 200), ("192.0.2.1", 429), ("192.0.2.2", 200), ("2001:db8::1", 200), ("192.0.2.1", 429)]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/metrics");
            request.Headers.Add(AddressFromHeader.Name, address);
            using HttpResponseMessage response = await host.Client.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(expected), address);
        }
    }

    [Test]
    public async Task Zero_turns_the_limit_off()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("0"));
        for (int i = 0; i < 200; i++)
            Assert.That((await host.TryGetAsync("/admin/metrics")).Status, Is.EqualTo(200));
    }

    private static Dictionary<string, string> Limit(string perMinute) => new() { ["RATE_LIMIT_PER_MINUTE"] = perMinute };

    /// <summary>Tests come from one address: lets them say another.</summary>
    private sealed class AddressFromHeader : IStartupFilter
    {
        public const string Name = "X-Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        if (IPAddress.TryParse(context.Request.Headers[Name], out IPAddress? address))
                            context.Connection.RemoteIpAddress = address;
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}
