using System.ComponentModel.DataAnnotations;
using C360.Infrastructure.Snapshots;

namespace C360.Infrastructure.Sql;

/// <summary>The engines and what the embedded one may use.</summary>
public sealed class EngineOptions
{
    /// <summary>Default of <see cref="QueryTimeoutSeconds"/>.</summary>
    public const int DefaultQueryTimeoutSeconds = 30;

    /// <summary>The share of the machine's memory that the embedded engine takes when <see cref="EngineMemory"/> is not set.</summary>
    public const double DefaultShareOfMemory = 0.6;

    private const string Embedded = "embedded";
    private const string Spark = "spark";

    /// <summary>After how many seconds a query is given up with status 504.</summary>
    [Range(1, 3600)]
    public int QueryTimeoutSeconds { get; init; } = DefaultQueryTimeoutSeconds;

    /// <summary>
    /// What the embedded engine may use in all, as in <c>4GB</c> or <c>1500MB</c>: a refresh gets three quarters, queries the rest. Default: 60 % of the
    /// machine's (container's) memory.
    /// </summary>
    [RegularExpression("[1-9][0-9]{0,8} ?(KB|MB|GB|TB)", ErrorMessage = "a size such as 4GB or 1500MB")]
    public string? EngineMemory { get; init; }

    /// <summary>Threads of the embedded engine. Default: the machine's (container's) cores.</summary>
    [Range(1, 1024)]
    public int? EngineThreads { get; init; }

    /// <summary>Where the embedded engine puts what does not fit into memory. Default: a folder beside the snapshots.</summary>
    [WritableFolder]
    public string? EngineTempPath { get; init; }

    /// <summary>The engine queries run on: embedded, or spark, the cluster of SPARK_REMOTE, which must see SNAPSHOT_PATH under the same path.</summary>
    [AllowedValues(Embedded, Spark)]
    public string QueryEngine { get; init; } = Embedded;

    /// <summary>The library of the embedded engine, of the pinned version. Default: the one that the build put beside the program.</summary>
    [ExistingFile]
    public string? DuckdbLibrary { get; init; }

    /// <summary>Threads to use.</summary>
    internal int Threads => EngineThreads ?? Environment.ProcessorCount;

    /// <summary>Memory for queries, in the engine's spelling: a quarter, at least 64 MB.</summary>
    internal string QueryMemory => InBytes(Total / 4);

    /// <summary>Memory for a refresh, in the engine's spelling: three quarters, at least 64 MB.</summary>
    internal string RefreshMemory => InBytes(Total / 4 * 3);

    /// <summary>Whether queries run on Spark.</summary>
    internal bool QueriesOnSpark => QueryEngine == Spark;

    private long Total
    {
        get
        {
            if (EngineMemory is null)
                return (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * DefaultShareOfMemory);
            long number = long.Parse(EngineMemory[..^2].TrimEnd(), System.Globalization.CultureInfo.InvariantCulture);
            return EngineMemory[^2..] switch
            {
                "KB" => number * 1_000,
                "MB" => number * 1_000_000,
                "GB" => number * 1_000_000_000,
                _ => checked(number * 1_000_000_000_000),
            };
        }
    }

    private static string InBytes(long bytes) => $"{Math.Max(bytes, 64_000_000) / 1_000_000}MB";
}
