using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect.Grpc;

/// <summary>Servers that are not there, are not who they say, or do not answer.</summary>
internal sealed class GrpcReachTests
{
    [Test]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        GrpcException failure = await FailureAsync($"sc://127.0.0.1:{port}");
        Assert.That((failure.Status, failure.NeverSent, failure.ByServer), Is.EqualTo((GrpcStatus.Unavailable, true, false)));
    }

    [Test]
    public async Task To_a_name_that_does_not_exist_nothing_was_sent()
    {
        GrpcException failure = await FailureAsync("sc://no-such-host.invalid");
        Assert.That((failure.Status, failure.NeverSent), Is.EqualTo((GrpcStatus.Unavailable, true)));
    }

    [Test]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_with_a_clear_message()
    {
        using X509Certificate2 certificate = SelfSigned.Certificate();
        await using ScriptedSpark spark = await ScriptedSpark.StartAsync(certificate: certificate);

        GrpcException failure = await FailureAsync($"{spark.Address}/;use_ssl=true");

        Assert.That(failure.Message, Does.StartWith("No secure connection to the cluster: ").And.Contain("certificate"));
        Assert.That((failure.Status, failure.NeverSent), Is.EqualTo((GrpcStatus.Unavailable, true)));
        Assert.That(spark.Calls, Is.Empty);
    }

    [Test]
    public async Task A_connection_that_breaks_may_have_carried_the_request()
    {
        await using ScriptedSpark spark = await ScriptedSpark.StartAsync();
        spark.On(
            SparkRpc.Config,
            call =>
            {
                call.CutConnection();
                return Task.CompletedTask;
            }
        );
        GrpcException failure = await FailureAsync(spark.Address);
        Assert.That((failure.Status, failure.NeverSent), Is.EqualTo((GrpcStatus.Unavailable, false)));
    }

    [Test]
    public async Task A_silent_server_is_waited_for_until_the_deadline()
    {
        await using ScriptedSpark spark = await ScriptedSpark.StartAsync();
        spark.On(SparkRpc.Config, call => call.HangAsync());
        FakeTimeProvider time = new();
        using GrpcConnection connection = new(SparkRemote.Parse(spark.Address), time);

        Task<ConfigResponse> asked = AskAsync(connection, CancellationToken.None);
        await spark.RequestsAsync<ConfigRequest>(1);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.That(asked.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(0.2));

        GrpcException failure = (await Assert.ThrowsAsync<GrpcException>(() => asked))!;
        Assert.That((failure.Status, failure.ByServer), Is.EqualTo((GrpcStatus.DeadlineExceeded, false)));
    }

    [Test]
    public async Task A_peer_that_accepts_and_never_speaks_is_left_when_the_caller_wants()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using GrpcConnection connection = new(
            SparkRemote.Parse($"sc://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            TimeProvider.System
        );
        using CancellationTokenSource caller = new();

        Task<ConfigResponse> asked = AskAsync(connection, caller.Token);
        using TcpClient peer = await listener.AcceptTcpClientAsync();
        await caller.CancelAsync();
        long cancelled = Stopwatch.GetTimestamp();

        await Assert.CatchAsync<OperationCanceledException>(() => asked);
        Assert.That(Stopwatch.GetElapsedTime(cancelled), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Connections_are_counted_when_they_are_made()
    {
        await using ScriptedSpark spark = await ScriptedSpark.StartAsync();
        ConfigResponse answer = new();
        spark.On(
            SparkRpc.Config,
            async call =>
            {
                await call.SendAsync(answer);
                await call.EndAsync();
            },
            async call =>
            {
                await call.SendAsync(answer);
                await call.EndAsync();
            },
            call =>
            {
                call.CutConnection();
                return Task.CompletedTask;
            },
            async call =>
            {
                await call.SendAsync(answer);
                await call.EndAsync();
            }
        );
        using GrpcConnection connection = new(SparkRemote.Parse(spark.Address), TimeProvider.System);

        await AskAsync(connection, CancellationToken.None);
        await AskAsync(connection, CancellationToken.None);
        Assert.That(connection.Connections, Is.EqualTo(1));
        await Assert.ThrowsAsync<GrpcException>(() => AskAsync(connection, CancellationToken.None));
        await AskAsync(connection, CancellationToken.None);
        Assert.That(connection.Connections, Is.EqualTo(2));
    }

    private static async Task<GrpcException> FailureAsync(string address)
    {
        using GrpcConnection connection = new(SparkRemote.Parse(address), TimeProvider.System);
        GrpcException? failure = await Assert.ThrowsAsync<GrpcException>(() => AskAsync(connection, CancellationToken.None));
        return failure!;
    }

    private static Task<ConfigResponse> AskAsync(GrpcConnection connection, CancellationToken cancellationToken) =>
        connection.UnaryAsync(SparkRpc.Config, new ConfigRequest(), ConfigResponse.Parser, TimeSpan.FromSeconds(10), cancellationToken);
}
