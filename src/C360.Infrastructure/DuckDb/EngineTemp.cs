using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;

namespace C360.Infrastructure.DuckDb;

/// <summary>The folder where the embedded engine of this process puts what does not fit into memory; gone with the process.</summary>
internal sealed class EngineTemp : IDisposable
{
    private const string Prefix = ".temp-";

    /// <summary>Claims a folder, and removes those of processes that do not live any more.</summary>
    /// <param name="engine">Where, if it is set.</param>
    /// <param name="snapshots">Where, if it is not.</param>
    public EngineTemp(EngineOptions engine, SnapshotOptions snapshots)
    {
        string root = Path.GetFullPath(engine.EngineTempPath ?? snapshots.SnapshotPath);
        OwnedFolder.RemoveAbandoned(root, Prefix);
        Folder = OwnedFolder.Claim(root, Prefix);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Removes it.</summary>
    public void Dispose() => OwnedFolder.Remove(Folder);
}
