namespace C360.Infrastructure.Spark.Connect;

/// <summary>What a server can do, by its version.</summary>
internal static class SparkVersion
{
    /// <summary>Whether it tells by an id of its own that it has been restarted.</summary>
    public static bool TellsRestarts(string version) => IsAtLeast(version, new Version(4, 0));

    /// <summary>Whether it cuts large batches into several messages, when asked to.</summary>
    public static bool CutsBatches(string version) => IsAtLeast(version, new Version(4, 1));

    private static bool IsAtLeast(string version, Version least) =>
        Version.TryParse(version.Split('-', '+')[0], out Version? known) && known >= least;
}
