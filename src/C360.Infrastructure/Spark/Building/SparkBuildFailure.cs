using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Models;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Spark.Building;

/// <summary>Says why a refresh on Spark failed; Spark's own words name SQL, paths and values, and are for the log.</summary>
internal static class SparkBuildFailure
{
    private const string InLog = "The log says more.";

    /// <summary>A failure that is nobody's fault who reads this, but the cluster's.</summary>
    /// <param name="error">What Spark said.</param>
    /// <param name="doing">What was done, as in <c>reading sales/transactions</c>.</param>
    public static RefreshFailedException Of(SparkException error, string doing) =>
        new(
            error.Kind switch
            {
                SparkErrorKind.Unreachable => $"The Spark cluster went away while {doing}.",
                SparkErrorKind.SessionLost => $"The Spark cluster lost the service's session while {doing}: was it restarted?",
                SparkErrorKind.Refused =>
                    "The Spark cluster refuses the service: look at the token in SPARK_REMOTE, and at what its owner may do.",
                _ => $"Spark failed while {doing}{Class(error)}. {InLog}",
            },
            error
        );

    /// <summary>Nobody answers at all.</summary>
    public static RefreshFailedException OfOpening(SparkException error) =>
        error.Kind == SparkErrorKind.Unreachable
            ? new RefreshFailedException("The Spark cluster of SPARK_REMOTE cannot be reached.", error)
            : Of(error, "its session was opened");

    /// <summary>A file cannot be read.</summary>
    public static RefreshFailedException OfFile(SourceFile file, SparkException error) =>
        new($"{file.Name} cannot be read as {(file.IsParquet ? "Parquet" : "CSV")} by Spark{Class(error)}. {InLog}", error);

    /// <summary>One of several files cannot be read.</summary>
    public static RefreshFailedException OfSource(Source source, SparkException error) =>
        new($"A file of {source.Name} cannot be read by Spark{Class(error)}. {InLog}", error);

    /// <summary>A model fails.</summary>
    public static RefreshFailedException OfModel(Model model, SparkException error) =>
        new($"The model {model.File} failed on Spark{Class(error)}. {InLog}", error);

    /// <summary>The service may not remove or read what Spark has written.</summary>
    public static RefreshFailedException OfPermissions(Exception? error = null) =>
        new(
            "The service cannot remove or read what Spark has written below SNAPSHOT_PATH: do both run as the same user, or in a group that may write there?",
            error
        );

    private static string Class(SparkException error) => error.ErrorClass is { } name ? $": {name}" : "";
}
