using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace C360.UnitTests.Infrastructure.Snapshots;

/// <summary>A SNAPSHOT_PATH made by hand.</summary>
internal sealed class SnapshotRoot : IDisposable
{
    public SnapshotRoot() => Folder = new SnapshotFolder(Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;

    public SnapshotFolder Folder { get; }

    /// <summary>What is there, but for the marks of the stores that are open.</summary>
    public IEnumerable<string> Names =>
        new DirectoryInfo(Path)
            .EnumerateFileSystemInfos()
            .Select(entry => entry.Name)
            .Where(name => !name.StartsWith(".serving-", StringComparison.Ordinal));

    /// <summary>The marks of the stores that are open, and of others.</summary>
    public string[] Marks => Directory.GetFiles(Path, ".serving-*");

    /// <summary>How often a store has looked whether a snapshot is good.</summary>
    public int Checks { get; private set; }

    /// <summary>Prepares nothing.</summary>
    public static PrepareSnapshot Unprepared { get; } = (_, _) => Task.CompletedTask;

    /// <summary>Puts finished versions there, in which every file is as it should be; the last one is current.</summary>
    public SnapshotRoot With(params int[] versions)
    {
        foreach (int version in versions)
        {
            string build = Build();
            Folder.Finish(build, NumberedSnapshot.Of(version));
            Folder.WriteCurrent(NumberedSnapshot.Version(version));
        }
        return this;
    }

    /// <summary>A build that is done but not published.</summary>
    public string Build()
    {
        string build = Folder.BeginBuild();
        File.WriteAllText(System.IO.Path.Combine(build, "c360.duckdb"), "all there");
        return build;
    }

    /// <summary>Builds and publishes a version.</summary>
    public Task PublishAsync(SnapshotStore store, int version, PrepareSnapshot? prepare = null) =>
        store.PublishAsync(Build(), NumberedSnapshot.Of(version), prepare ?? Unprepared, CancellationToken.None);

    /// <summary>Cuts the file of a version short.</summary>
    public void Damage(int version) => File.WriteAllText(FileOf(version), "all th");

    /// <summary>The file that the engine reads.</summary>
    public string FileOf(int version) => System.IO.Path.Combine(Folder.Of(NumberedSnapshot.Version(version)), "c360.duckdb");

    /// <summary>Writes a file below the folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    /// <summary>Opens a store whose engine finds a snapshot good when its file says that it is.</summary>
    public SnapshotStore Open(int retention = 7) =>
        new(
            new SnapshotOptions { SnapshotPath = Path, SnapshotRetention = retention },
            lease =>
            {
                Checks++;
                if (File.ReadAllText(System.IO.Path.Combine(lease.Folder, "c360.duckdb")) != "all there")
                    throw new InvalidDataException("cut short");
            },
            NullLogger<SnapshotStore>.Instance
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
