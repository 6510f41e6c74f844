using System.Net;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect.Grpc;

internal sealed class GrpcConnectionTests
{
    private static readonly ConfigResponse Answer = new() { SessionId = "s" };
    private ScriptedSpark _spark = null!;

    [SetUp]
    public async Task StartAsync() => _spark = await ScriptedSpark.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _spark.DisposeAsync();

    [Test]
    public async Task A_call_carries_what_gRPC_asks_for_and_the_token()
    {
        Dictionary<string, string?> headers = [];
        _spark.On(
            SparkRpc.Config,
            async call =>
            {
                foreach (string name in new[] { "te", "grpc-timeout", "content-type", "authorization", "x-cluster", "user-agent" })
                    headers[name] = call.Headers[name];
                await call.SendAsync(Answer);
                await call.EndAsync();
            }
        );

        await ConfigAsync(";token=SeCrEt;x-cluster=blue;user_agent=tests");

        Assert.Multiple(() =>
        {
            Assert.That(headers["te"], Is.EqualTo("trailers"));
            Assert.That(headers["grpc-timeout"], Is.EqualTo("10000m"));
            Assert.That(headers["content-type"], Is.EqualTo("application/grpc"));
            Assert.That(headers["authorization"], Is.EqualTo("Bearer SeCrEt"));
            Assert.That(headers["x-cluster"], Is.EqualTo("blue"));
            Assert.That(headers["user-agent"], Does.StartWith("tests "));
        });
    }

    [Test]
    public async Task An_error_before_any_answer_is_read_from_the_headers([Values] bool afterAnAnswer)
    {
        GrpcFault fault = new(13, "\n[DIVIDE_BY_ZERO] 1 % 0, größer") { ErrorClass = "DIVIDE_BY_ZERO" };
        _spark.On(
            SparkRpc.Config,
            async call =>
            {
                if (afterAnAnswer)
                    await call.SendAsync(Answer);
                call.Fail(fault);
            }
        );

        GrpcException failure = await FailureAsync();

        Assert.That(failure.Status, Is.EqualTo(13));
        Assert.That(failure.Message, Is.EqualTo("\n[DIVIDE_BY_ZERO] 1 % 0, größer"));
        Assert.That(failure.Details, Is.EqualTo(fault.Details()));
        Assert.That((failure.ByServer, failure.NeverSent), Is.EqualTo((true, false)));
    }

    [TestCase(503, 14)]
    [TestCase(401, 16)]
    [TestCase(403, 7)]
    [TestCase(404, 12)]
    [TestCase(400, 13)]
    [TestCase(418, 2)]
    public async Task An_answer_of_a_proxy_is_told_by_its_HTTP_status(int http, int status)
    {
        _spark.On(
            SparkRpc.Config,
            call =>
            {
                call.AnswerPlainly(http);
                return Task.CompletedTask;
            }
        );
        GrpcException failure = await FailureAsync();
        Assert.That((failure.Status, failure.Message), Is.EqualTo((status, $"HTTP {http} instead of a gRPC answer")));
    }

    [Test]
    public async Task A_status_that_nobody_knows_is_unknown([Values("99", "x", "-1")] string text)
    {
        _spark.On(
            SparkRpc.Config,
            call =>
            {
                call.Set("grpc-status", text);
                return Task.CompletedTask;
            }
        );
        Assert.That((await FailureAsync()).Status, Is.EqualTo(GrpcStatus.Unknown));
    }

    [Test]
    public async Task A_message_over_the_limit_is_refused_before_it_is_read()
    {
        // The prefix promises 4 GB less a byte; the limit is 1000.
        _spark.On(SparkRpc.Config, call => call.SendRawAsync(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF }));
        long before = GC.GetTotalAllocatedBytes(precise: true);

        GrpcException failure = await FailureAsync(";grpc_max_message_size=1000");

        Assert.That(failure.Status, Is.EqualTo(GrpcStatus.ResourceExhausted));
        Assert.That(failure.Message, Does.Contain("4294967295").And.Contain("grpc_max_message_size"));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(8_000_000));
    }

    [Test]
    public async Task A_request_over_the_limit_is_not_sent()
    {
        using GrpcConnection connection = Connect(";grpc_max_message_size=10");
        GrpcException failure = (
            await Assert.ThrowsAsync<GrpcException>(() => AskAsync(connection, new ConfigRequest { SessionId = new string('x', 11) }))
        )!;
        Assert.That(failure.Status, Is.EqualTo(GrpcStatus.ResourceExhausted));
        Assert.That(_spark.Calls, Is.Empty);
    }

    [Test]
    public async Task A_compressed_message_is_refused()
    {
        _spark.On(SparkRpc.Config, call => call.SendRawAsync(new byte[] { 1, 0, 0, 0, 0 }));
        Assert.That((await FailureAsync()).Status, Is.EqualTo(GrpcStatus.Internal));
    }

    [Test]
    public async Task A_damaged_message_is_lost_data()
    {
        // Field 1 promises 100 bytes, and there are none.
        _spark.On(SparkRpc.Config, call => call.SendRawAsync(new byte[] { 0, 0, 0, 0, 2, 0x0A, 100 }));
        Assert.That((await FailureAsync()).Status, Is.EqualTo(GrpcStatus.DataLoss));
    }

    [Test]
    public async Task An_answer_that_ends_anywhere_inside_a_message_was_cut_on_its_way([Range(0, 7)] int length, [Values] bool politely)
    {
        byte[] frame = GrpcFrame.Of(Answer, 100); // 5 bytes and 3: field 1, length 1, s
        _spark.On(
            SparkRpc.Config,
            async call =>
            {
                if (length > 0)
                    await call.SendRawAsync(frame.AsMemory(0, length));
                if (!politely)
                    call.Cut();
                else if (length > 0)
                    await call.EndAsync();
                else
                    call.AnswerPlainly((int)HttpStatusCode.OK);
            }
        );
        GrpcException failure = await FailureAsync();
        Assert.That((failure.Status, failure.ByServer, failure.NeverSent), Is.EqualTo((GrpcStatus.Unavailable, false, false)));
    }

    [Test]
    public async Task One_answer_is_wanted_neither_none_nor_two([Values(0, 2)] int count)
    {
        _spark.On(
            SparkRpc.Config,
            async call =>
            {
                for (int i = 0; i < count; i++)
                    await call.SendAsync(Answer);
                await call.EndAsync();
            }
        );
        Assert.That((await FailureAsync()).Status, Is.EqualTo(GrpcStatus.Internal));
    }

    [TestCase("", HttpKeepAlivePingPolicy.WithActiveRequests, 60, 20)]
    [TestCase(";grpc_keepalive_without_calls=true", HttpKeepAlivePingPolicy.Always, 60, 20)]
    [TestCase(";grpc_keepalive_time_ms=5000;grpc_keepalive_timeout_ms=3000", HttpKeepAlivePingPolicy.WithActiveRequests, 5, 3)]
    public void A_connection_is_pinged_while_calls_run(string parameters, HttpKeepAlivePingPolicy policy, double delay, double timeout)
    {
        using SocketsHttpHandler handler = GrpcConnection.HandlerOf(SparkRemote.Parse("sc://host/" + parameters));
        Assert.That(
            (handler.KeepAlivePingPolicy, handler.KeepAlivePingDelay.TotalSeconds, handler.KeepAlivePingTimeout.TotalSeconds),
            Is.EqualTo((policy, delay, timeout))
        );
    }

    [Test]
    public void A_connection_need_not_be_pinged()
    {
        using SocketsHttpHandler handler = GrpcConnection.HandlerOf(SparkRemote.Parse("sc://host/;grpc_keepalive_enabled=false"));
        Assert.That(handler.KeepAlivePingDelay, Is.EqualTo(Timeout.InfiniteTimeSpan));
    }

    private GrpcConnection Connect(string parameters = "") => new(SparkRemote.Parse($"{_spark.Address}/{parameters}"), TimeProvider.System);

    private async Task<GrpcException> FailureAsync(string parameters = "")
    {
        GrpcException? failure = await Assert.ThrowsAsync<GrpcException>(() => ConfigAsync(parameters));
        return failure!;
    }

    private async Task ConfigAsync(string parameters)
    {
        using GrpcConnection connection = Connect(parameters);
        await AskAsync(connection, new ConfigRequest());
    }

    private static Task<ConfigResponse> AskAsync(GrpcConnection connection, ConfigRequest request) =>
        connection.UnaryAsync(SparkRpc.Config, request, ConfigResponse.Parser, TimeSpan.FromSeconds(10), CancellationToken.None);
}
