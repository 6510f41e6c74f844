namespace C360.Application.Ports;

/// <summary>How Spark was when it was last looked at; reads memory only.</summary>
public interface ISparkStatus
{
    /// <summary>Whether it is configured, and there; not there until it was first seen.</summary>
    SparkStatus Status { get; }

    /// <summary>Its version, as in 4.0.5; null while it is not there.</summary>
    string? Version { get; }
}
