using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using C360.Domain.Quality;
using C360.Domain.Snapshots;
using Microsoft.Extensions.Configuration;

namespace C360.Infrastructure.Pipeline;

/// <summary>What a refresh reads and by which rules.</summary>
public sealed partial class PipelineOptions
{
    private const string Embedded = "embedded";
    private const string Spark = "spark";

    /// <summary>The engine refreshes run on: embedded, or spark, the cluster of SPARK_REMOTE, which must see the sources and SNAPSHOT_PATH.</summary>
    [AllowedValues(Embedded, Spark)]
    public string PipelineEngine { get; init; } = Embedded;

    /// <summary>
    /// The folder of the sources; with PIPELINE_ENGINE=spark whatever path or URI the cluster reads, as in <c>s3a://bucket/c360</c>. Default: generated sample
    /// data, in development only.
    /// </summary>
    [ConfigurationKeyName("C360_DATA_PATH"), SourceFolder]
    public string? C360DataPath { get; init; }

    /// <summary>The folder of the models. Default: the shipped ones.</summary>
    [ExistingFolder]
    public string? PipelinePath { get; init; }

    /// <summary>The date from which recency is counted: today (UTC), latest (the newest event not after today) or YYYY-MM-DD. Default: today; latest with sample data.</summary>
    [ConfigurationKeyName("C360_AS_OF")]
    public AsOfSetting? C360AsOf { get; init; }

    /// <summary>What a support ticket costs, in the currency of the data.</summary>
    [Range(typeof(decimal), "0", "9999999.99", ParseLimitsInInvariantCulture = true)]
    public decimal SupportCostPerTicket { get; init; } = 12.50m;

    /// <summary>Rejected rows of a source, in per cent of the rows read, beyond which a refresh fails; 100 turns this condition off.</summary>
    [Range(typeof(decimal), "0", "100", ParseLimitsInInvariantCulture = true)]
    public decimal MaxRejectedPercent { get; init; } = 5;

    /// <summary>By how many per cent a source may have fewer rows than in the last snapshot; beyond, a refresh fails. 100 turns this condition off.</summary>
    [Range(typeof(decimal), "0", "100", ParseLimitsInInvariantCulture = true)]
    public decimal MaxRowDropPercent { get; init; } = 50;

    /// <summary>How much a refresh may lose.</summary>
    internal GateLimits GateLimits => new(MaxRejectedPercent, MaxRowDropPercent);

    /// <summary>The folder of the sources as a snapshot remembers it: whoever writes it with a slash at its end means the same.</summary>
    internal string? DataPath =>
        C360DataPath is null ? null
        : UriScheme().IsMatch(C360DataPath) ? C360DataPath.TrimEnd('/')
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(C360DataPath));

    /// <summary>Whether the cluster reads the sources: this machine need not see them.</summary>
    internal bool IsOnSpark => PipelineEngine == Spark;

    /// <summary>Whether the service runs on generated sample data.</summary>
    internal bool Sample => C360DataPath is null;

    /// <summary>The folder of the models.</summary>
    internal string Models => PipelinePath ?? Path.Combine(AppContext.BaseDirectory, "pipeline");

    /// <summary>How as_of is found.</summary>
    internal AsOfSetting AsOf => C360AsOf ?? new AsOfSetting(Sample ? AsOfKind.Latest : AsOfKind.Today);

    // One letter is a drive.
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]+:/")]
    private static partial Regex UriScheme();
}
