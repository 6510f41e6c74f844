namespace C360.Infrastructure.Spark;

/// <summary>Makes the client of a cluster; connects only when something is asked of it.</summary>
/// <param name="options">Where the cluster is, and what the service calls itself there.</param>
internal delegate ISparkCluster ConnectSpark(SparkOptions options);
