using System.Security.Cryptography.X509Certificates;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>What a dead process has left.</summary>
internal sealed class SparkConnectClusterTests : SparkConnectTest
{
    [Test]
    public async Task A_session_of_a_dead_process_is_interrupted_and_ended()
    {
        await Cluster().EndAsync("dead", Limit);
        Assert.That(Spark.Calls, Is.EqualTo(new[] { SparkRpc.Interrupt, SparkRpc.ReleaseSession }));
        Assert.That(Spark.Requests<InterruptRequest>().Single().InterruptType, Is.EqualTo(InterruptRequest.Types.InterruptType.All));
        Assert.That(Spark.Requests<ReleaseSessionRequest>().Single().SessionId, Is.EqualTo("dead"));
    }

    [TestCase("SESSION_CLOSED")]
    [TestCase("SESSION_NOT_FOUND")]
    [TestCase("SESSION_CHANGED")]
    public async Task A_session_that_is_gone_already_is_fine(string fault)
    {
        Spark.On(SparkRpc.Interrupt, _ => throw GrpcFault.Of("INVALID_HANDLE." + fault));
        Spark.On(SparkRpc.ReleaseSession, _ => throw new GrpcFault(12, "Method not found") { Reason = null });
        await Cluster().EndAsync("dead", Limit);
        Assert.That(Spark.Calls, Does.Not.Contain(SparkRpc.ErrorDetails));
    }

    [Test]
    public async Task A_session_that_cannot_be_ended_because_nobody_is_there_is_a_failure()
    {
        await Spark.DisposeAsync();
        Assert.That((await FailureAsync(() => Cluster().EndAsync("dead", Limit))).Kind, Is.EqualTo(SparkErrorKind.Unreachable));
    }

    [Test]
    public async Task A_certificate_that_nobody_vouches_for_is_told()
    {
        using X509Certificate2 certificate = SelfSigned.Certificate();
        await Spark.DisposeAsync();
        Spark = await ScriptedSpark.StartAsync(Quiet, certificate: certificate);
        SparkException failure = await FailureAsync(() => OpenAsync(";use_ssl=true"));
        Assert.That(failure.Kind, Is.EqualTo(SparkErrorKind.Unreachable));
        Assert.That(failure.Message, Does.StartWith("No secure connection to the cluster: ").And.Contain("certificate"));
    }

    [Test]
    public async Task A_session_that_may_not_be_ended_is_a_failure()
    {
        Spark.On(SparkRpc.Interrupt, _ => throw new GrpcFault(16, "Invalid authentication token") { Reason = null });
        Assert.That((await FailureAsync(() => Cluster().EndAsync("dead", Limit))).Kind, Is.EqualTo(SparkErrorKind.Refused));
    }
}
