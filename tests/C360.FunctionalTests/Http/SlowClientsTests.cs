using System.Net.Sockets;
using System.Text;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace C360.FunctionalTests.Http;

/// <summary>Clients that hold a connection and say little. The server's clock is the real one, so the tests' limits are a second, not the service's.</summary>
internal sealed class SlowClientsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private SourceFolder _data = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(
            _data,
            replace: services =>
                services.Configure<KestrelServerOptions>(kestrel =>
                {
                    kestrel.Limits.RequestHeadersTimeout = Second;
                    kestrel.Limits.KeepAliveTimeout = Second;
                    kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: Second * 1.5);
                    kestrel.Limits.MaxConcurrentConnections = 20;
                })
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [TestCase("GET /finance/revenue-analysis HTTP/1.1\r\nHost: local")] // half a header
    [TestCase("GET /finance/rev")] // half a line
    public async Task Half_a_request_is_cut_off(string half)
    {
        using Socket socket = await RawClient.ConnectAsync(_host);
        await socket.SendAsync(Encoding.ASCII.GetBytes(half));
        RawAnswer answer = await ReadAsync(socket);
        Assert.That((answer.Status, answer.IsOfTheServer), Is.EqualTo((408, true)));
        Assert.That(await HungUpAsync(socket), Is.True);
    }

    [Test]
    public async Task A_header_that_drips_is_cut_off_all_the_same()
    {
        using Socket socket = await RawClient.ConnectAsync(_host);
        await socket.SendAsync("GET /finance/revenue-analysis HTTP/1.1\r\nX-Slow: "u8.ToArray());
        Task<RawAnswer> answer = ReadAsync(socket);
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, Task.Delay(100));
            try
            {
                await socket.SendAsync("x"u8.ToArray());
            }
            catch (SocketException)
            {
                break; // cut off, as it should be
            }
        }
        Assert.That((await answer).Status, Is.EqualTo(408).Or.EqualTo(0)); // 0: the answer crossed the next drop
    }

    [TestCase("")]
    [TestCase("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task A_connection_that_only_idles_is_closed(string before)
    {
        using Socket socket = await RawClient.ConnectAsync(_host);
        if (before.Length > 0)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(before));
            Assert.That((await ReadAsync(socket)).Status, Is.EqualTo(200));
        }
        Assert.That(await HungUpAsync(socket), Is.True);
    }

    [Test]
    public async Task A_body_that_does_not_come_holds_nothing_up()
    {
        using Socket socket = await RawClient.ConnectAsync(_host);
        await socket.SendAsync("POST /admin/refresh-data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx"u8.ToArray());
        // Answered before it has come, and then waited for no longer than the slowest body may take.
        Assert.That((await ReadAsync(socket)).Status, Is.EqualTo(415));
        Assert.That(await HungUpAsync(socket), Is.True);
    }

    [Test]
    public async Task One_connection_too_many_is_closed_and_the_others_stay()
    {
        var sockets = new List<Socket>();
        try
        {
            for (int i = 0; i < 40; i++)
                sockets.Add(await RawClient.ConnectAsync(_host));
            Assert.That(await HungUpAsync(sockets[^1]), Is.True);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
        // Once the flood has gone there is room again.
        int status = 0;
        for (int i = 0; i < 200 && status != 200; i++)
        {
            await Task.Delay(50);
            status = await LiveAsync();
        }
        Assert.That(status, Is.EqualTo(200));
    }

    [Test]
    public async Task The_services_own_limits_are_those_that_are_documented()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        KestrelServerLimits limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Multiple(() =>
        {
            Assert.That(limits.RequestHeadersTimeout, Is.EqualTo(TimeSpan.FromSeconds(15)));
            Assert.That(limits.KeepAliveTimeout, Is.EqualTo(TimeSpan.FromSeconds(120)));
            Assert.That(limits.MinRequestBodyDataRate, Is.SameAs(ServerLimits.Slowest).And.SameAs(limits.MinResponseDataRate));
            Assert.That(limits.MinRequestBodyDataRate?.BytesPerSecond, Is.EqualTo(240));
            Assert.That(limits.MaxConcurrentConnections, Is.EqualTo(5000));
        });
    }

    private async Task<int> LiveAsync()
    {
        try
        {
            return (await RawClient.SendAsync(_host, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")).Status;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static async Task<RawAnswer> ReadAsync(Socket socket)
    {
        using var enough = new CancellationTokenSource(Patience);
        return await RawClient.ReadAsync(socket, bodiless: false, enough.Token);
    }

    /// <summary>Waits until the service hangs up.</summary>
    private static async Task<bool> HungUpAsync(Socket socket)
    {
        using var enough = new CancellationTokenSource(Patience);
        try
        {
            return await socket.ReceiveAsync(new byte[1], enough.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
