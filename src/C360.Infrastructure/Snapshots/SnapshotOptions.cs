using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Snapshots;

/// <summary>Where snapshots are kept and how many.</summary>
public sealed class SnapshotOptions
{
    /// <summary>Default of <see cref="SnapshotPath"/>.</summary>
    public const string DefaultSnapshotPath = "./snapshots";

    /// <summary>Default of <see cref="SnapshotRetention"/>.</summary>
    public const int DefaultSnapshotRetention = 7;

    /// <summary>The folder of the snapshots; made when it is not there.</summary>
    [WritableFolder]
    public string SnapshotPath { get; init; } = DefaultSnapshotPath;

    /// <summary>How many of the latest snapshots are kept.</summary>
    [Range(1, 1000)]
    public int SnapshotRetention { get; init; } = DefaultSnapshotRetention;
}
