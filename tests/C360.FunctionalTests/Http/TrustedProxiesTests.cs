using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>Whose word on a client's address counts: seen by whose minute a request takes.</summary>
internal sealed class TrustedProxiesTests
{
    private const string Proxies = "10.0.0.5, 10.1.0.0/16, fd00::/8";

    /// <summary>From the connection's address, with the header: the address that the request is counted by.</summary>
    [TestCase("10.0.0.5", "203.0.113.9", "203.0.113.9")]
    [TestCase("::ffff:10.0.0.5", "203.0.113.9", "203.0.113.9")] // IPv4 on a socket of both kinds
    [TestCase("fd00::1", "203.0.113.9", "203.0.113.9")]
    [TestCase("10.0.0.5", "203.0.113.9:51234", "203.0.113.9")]
    [TestCase("10.0.0.5", "203.0.113.9, 10.1.2.3", "203.0.113.9")] // through two proxies
    [TestCase("10.0.0.5", "198.51.100.1, 203.0.113.9, 10.1.2.3", "203.0.113.9")] // the client wrote the first itself
    [TestCase("10.0.0.5", "10.1.9.9, 203.0.113.9", "203.0.113.9")]
    [TestCase("10.0.0.5", "::ffff:203.0.113.9", "203.0.113.9")]
    [TestCase("10.0.0.5", "203.0.113.9, nonsense", "10.0.0.5")]
    [TestCase("10.0.0.5", null, "10.0.0.5")]
    [TestCase("203.0.113.77", "203.0.113.9", "203.0.113.77")] // no proxy of ours
    [TestCase("10.2.0.1", "203.0.113.9", "10.2.0.1")]
    public async Task The_address_is_the_right_most_that_is_no_proxys(string connection, string? header, string counted)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await StartAsync(data, ("TRUSTED_PROXIES", Proxies));
        Assert.That(await StatusAsync(host, connection, header), Is.EqualTo(200));
        // One a minute: whoever meets that request's minute was counted as the same.
        Assert.That(await StatusAsync(host, "192.0.2.1", null), Is.EqualTo(200));
        Assert.That(await StatusAsync(host, counted, null), Is.EqualTo(429));
    }

    [Test]
    public async Task Without_the_setting_nobody_is_believed_not_even_this_machine()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await StartAsync(data);
        Assert.That(await StatusAsync(host, "127.0.0.1", "203.0.113.9"), Is.EqualTo(200));
        Assert.That(await StatusAsync(host, "127.0.0.1", "203.0.113.10"), Is.EqualTo(429));
    }

    [Test]
    public async Task The_hosts_own_variable_makes_nobody_believed()
    {
        string folder = Directory.CreateTempSubdirectory("c360-proxies-").FullName;
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using (
            RealService service = await RealService.StartAsync(
                folder,
                ("C360_DATA_PATH", data.Path),
                ("RATE_LIMIT_PER_MINUTE", "1"),
                ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")
            )
        )
            foreach ((string address, int expected) in ((string, int)[])[("203.0.113.9", 200), ("203.0.113.10", 429)])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/metrics");
                request.Headers.Add("X-Forwarded-For", address);
                using HttpResponseMessage response = await service.Client.SendAsync(request);
                Assert.That((int)response.StatusCode, Is.EqualTo(expected));
            }
        await TempFolder.RemoveAsync(folder);
    }

    private static Task<ApiHost> StartAsync(SourceFolder data, params (string Name, string Value)[] settings) =>
        ApiHost.StartAsync(data, settings.Append(("RATE_LIMIT_PER_MINUTE", "1")).ToDictionary(), AddressFromHeader.Add);

    private static async Task<int> StatusAsync(ApiHost host, string connection, string? forwarded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/metrics");
        request.Headers.Add(AddressFromHeader.Name, connection);
        if (forwarded is not null)
            request.Headers.Add("X-Forwarded-For", forwarded);
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
