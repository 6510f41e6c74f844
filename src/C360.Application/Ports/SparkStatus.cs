namespace C360.Application.Ports;

/// <summary>Whether Spark is configured, and there.</summary>
public enum SparkStatus
{
    /// <summary>The service does not use Spark.</summary>
    NotConfigured,

    /// <summary>It answers.</summary>
    Available,

    /// <summary>It does not answer.</summary>
    Unavailable,
}
