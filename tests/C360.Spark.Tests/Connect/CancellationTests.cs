// Long because a statement can be cancelled in many places.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace C360.Spark.Tests.Connect;

/// <summary>Whoever gives up is let go at once, and the server is told.</summary>
internal sealed class CancellationTests : ExecutionTest
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_statement_is_cancelled_in_any_phase([Range(0, 5)] int responses)
    {
        Spark.On(SparkRpc.Execute, Begin(responses, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync();
        using CancellationTokenSource caller = new();
        Task<IReadOnlyList<long>> reading = IdsAsync(session, caller.Token);
        await Spark.RequestsAsync<ExecutePlanRequest>(1);

        await caller.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => reading.WaitAsync(AtOnce));
        await AssertStoppedAsync();
    }

    [Test]
    public async Task A_command_is_cancelled()
    {
        Spark.On(SparkRpc.Execute, Begin(1, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync();
        using CancellationTokenSource caller = new();
        Task running = session.ExecuteAsync(new SparkStatement("INSERT …"), caller.Token);
        await Spark.RequestsAsync<ExecutePlanRequest>(1);

        await caller.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => running.WaitAsync(AtOnce));
        await AssertStoppedAsync();
    }

    [Test]
    public async Task A_statement_is_cancelled_while_it_waits_to_reattach()
    {
        GrpcFault busy = new(8, "busy") { RetryDelay = TimeSpan.FromSeconds(9) };
        Spark.On(SparkRpc.Execute, Begin(1, EndAsync));
        Spark.On(SparkRpc.Reattach, Fail(busy));
        await using ISparkSession session = await OpenAsync();
        using CancellationTokenSource caller = new();
        Task<IReadOnlyList<long>> reading = IdsAsync(session, caller.Token);
        await Spark.RequestsAsync<ReattachExecuteRequest>(1);

        await caller.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => reading.WaitAsync(AtOnce));
        await AssertStoppedAsync();
    }

    [Test]
    public async Task A_statement_whose_stream_broke_is_interrupted_too()
    {
        Spark.On(SparkRpc.Execute, Begin(0, CutAsync));
        Spark.On(SparkRpc.Reattach, call => call.HangAsync());
        await using ISparkSession session = await OpenAsync();
        using CancellationTokenSource caller = new();
        Task<IReadOnlyList<long>> reading = IdsAsync(session, caller.Token);
        await Spark.RequestsAsync<ReattachExecuteRequest>(1);
        await caller.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => reading.WaitAsync(AtOnce));
        await AssertStoppedAsync();
    }

    [Test]
    public async Task What_4_0_5_says_to_a_release_after_an_interrupt_is_not_asked_about()
    {
        GrpcFault harmless = new(13, "not within statuses") { Reason = "java.lang.IllegalStateException", ErrorId = "error-1" };
        Spark.On(SparkRpc.Execute, Begin(1, call => call.HangAsync()));
        Spark.On(SparkRpc.Release, Fail(harmless));
        ISparkSession session = await OpenAsync();
        await (await session.QueryAsync(new SparkStatement("SELECT id"), Limit)).DisposeAsync();
        await session.DisposeAsync();
        Assert.That((Count(SparkRpc.Release), Count(SparkRpc.ErrorDetails), Count(SparkRpc.ReleaseSession)), Is.EqualTo((1, 0, 1)));
    }

    [Test]
    public async Task A_cancelled_token_sends_nothing()
    {
        await using ISparkSession session = await OpenAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => IdsAsync(session, new CancellationToken(canceled: true)));
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.Interrupt)), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_reader_that_is_not_read_to_its_end_interrupts_its_statement([Range(0, 4)] int rows)
    {
        Spark.On(SparkRpc.Execute, Begin(4, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync();
        ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        for (int i = 0; i < rows; i++)
            Assert.That(await reader.ReadAsync());
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        await AssertStoppedAsync();
    }

    [Test]
    public async Task A_reader_that_was_read_to_its_end_only_releases()
    {
        await using ISparkSession session = await OpenAsync();
        await IdsAsync(session);
        IReadOnlyList<ReleaseExecuteRequest> releases = await Spark.RequestsAsync<ReleaseExecuteRequest>(1);
        Assert.That(releases.Single().ReleaseCase, Is.EqualTo(ReleaseExecuteRequest.ReleaseOneofCase.ReleaseAll));
        Assert.That(Count(SparkRpc.Interrupt), Is.Zero);
    }

    [Test]
    public async Task A_server_that_does_not_hear_is_not_waited_for()
    {
        foreach (string rpc in new[] { SparkRpc.Execute, SparkRpc.Interrupt, SparkRpc.Release, SparkRpc.ReleaseSession })
            Spark.On(rpc, call => call.HangAsync());
        ISparkSession session = await OpenAsync();
        using CancellationTokenSource caller = new();
        Task<IReadOnlyList<long>> reading = IdsAsync(session, caller.Token);
        await Spark.RequestsAsync<ExecutePlanRequest>(1);

        await caller.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => reading.WaitAsync(AtOnce));
        await session.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task A_peer_that_accepts_and_never_speaks_is_left_at_once()
    {
        using TcpListener frozen = new(IPAddress.Loopback, 0);
        frozen.Start();
        await using SparkConnectCluster cluster = new(
            SparkRemote.Parse($"sc://127.0.0.1:{((IPEndPoint)frozen.LocalEndpoint).Port}"),
            App,
            TimeProvider.System,
            NullLogger<SparkConnectCluster>.Instance
        );
        using CancellationTokenSource caller = new();
        Task<ISparkSession> opening = cluster.OpenAsync(caller.Token);
        using TcpClient peer = await frozen.AcceptTcpClientAsync(Limit);

        await caller.CancelAsync();
        long cancelled = Stopwatch.GetTimestamp();
        await Assert.CatchAsync<OperationCanceledException>(() => opening);
        Assert.That(Stopwatch.GetElapsedTime(cancelled), Is.LessThan(AtOnce));
    }
}
