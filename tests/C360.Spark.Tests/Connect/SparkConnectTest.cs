using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace C360.Spark.Tests.Connect;

/// <summary>A scripted server, and a cluster that leads to it.</summary>
internal abstract class SparkConnectTest
{
    /// <summary>The app's name.</summary>
    protected const string App = "C360_TEST";

    private readonly List<SparkConnectCluster> _clusters = [];

    /// <summary>The server's version; a fixture for an older one overrides it.</summary>
    protected virtual string Version => "4.0.5";

    protected QuietSpark Quiet { get; private set; } = null!;

    protected ScriptedSpark Spark { get; set; } = null!;

    /// <summary>More than any test takes.</summary>
    protected static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [SetUp]
    public async Task StartAsync()
    {
        Quiet = new QuietSpark(Version) { Result = [ScriptedResult.Schema(), ScriptedResult.Complete()] };
        Spark = await ScriptedSpark.StartAsync(Quiet);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Spark.DisposeAsync();
        foreach (SparkConnectCluster cluster in _clusters)
            await cluster.DisposeAsync();
        _clusters.Clear();
    }

    protected SparkConnectCluster Cluster(string parameters = "", TimeProvider? time = null)
    {
        SparkConnectCluster cluster = new(
            SparkRemote.Parse($"{Spark.Address}/;user_id=tester{parameters}"),
            App,
            time ?? TimeProvider.System,
            NullLogger<SparkConnectCluster>.Instance
        );
        _clusters.Add(cluster);
        return cluster;
    }

    protected Task<ISparkSession> OpenAsync(string parameters = "", TimeProvider? time = null) =>
        Cluster(parameters, time).OpenAsync(Limit);

    /// <summary>The failure of something.</summary>
    protected static async Task<SparkException> FailureAsync(Func<Task> action)
    {
        SparkException? failure = await Assert.ThrowsAsync<SparkException>(() => action());
        return failure!;
    }

    /// <summary>Runs a SELECT to its end.</summary>
    protected static async Task<IReadOnlyList<long>> IdsAsync(ISparkSession session, CancellationToken cancellationToken = default)
    {
        await using ISparkReader reader = await session.QueryAsync(
            new SparkStatement("SELECT id"),
            cancellationToken == default ? Limit : cancellationToken
        );
        List<long> ids = [];
        while (await reader.ReadAsync())
            ids.Add(reader.Int64(0));
        return ids;
    }
}
