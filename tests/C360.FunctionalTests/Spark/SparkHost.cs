using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Spark;
using C360.Spark.Tests.Emulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Spark;

/// <summary>Starts the real service on a cluster that the test plays.</summary>
internal static class SparkHost
{
    /// <summary>Starts it; unless the settings say otherwise it builds by itself, and asks the cluster.</summary>
    public static Task<ApiHost> StartAsync(
        SourceFolder data,
        DuckDbSpark spark,
        string snapshots,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var all = new Dictionary<string, string> { ["QUERY_ENGINE"] = "spark", ["SPARK_REMOTE"] = "sc://127.0.0.1:15002" };
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
            all[name] = value;
        return ApiHost.StartAsync(
            data,
            all,
            services => services.Replace(new ServiceDescriptor(typeof(ConnectSpark), (ConnectSpark)(_ => spark))),
            snapshots
        );
    }
}
