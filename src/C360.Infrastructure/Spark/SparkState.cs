using C360.Application.Ports;

namespace C360.Infrastructure.Spark;

/// <summary>Keeps in memory how Spark was when it was last looked at; unavailable before the first look.</summary>
/// <param name="isUsed">Whether an engine runs on it.</param>
internal sealed class SparkState(bool isUsed) : ISparkStatus
{
    private volatile string? _version;

    /// <inheritdoc/>
    public SparkStatus Status =>
        !isUsed ? SparkStatus.NotConfigured
        : _version is null ? SparkStatus.Unavailable
        : SparkStatus.Available;

    /// <inheritdoc cref="ISparkStatus.Version"/>
    public string? Version
    {
        get => _version;
        set => _version = value;
    }
}
