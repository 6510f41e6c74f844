using System.Text;

namespace C360.Infrastructure.Snapshots;

/// <summary>
/// The small file by which other processes on the same folder know which snapshots this one reads, so that none of them removes one. The name says whose
/// it is, its lines are versions, and its time that the process lives.
/// </summary>
/// <param name="root">SNAPSHOT_PATH.</param>
internal sealed class ServingMark(string root)
{
    private const string Prefix = ".serving-";

    /// <summary>Of a process on another machine nothing else is known than that it has touched its mark lately; it does so every few seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(root, OwnedFolder.Name(Prefix));
    private bool _removed;

    /// <summary>Writes which versions this process reads; the same ones again are a sign of life.</summary>
    /// <remarks>In place: on a full disk a new file could not be written, and the old one would be lost.</remarks>
    /// <param name="versions">The versions; as long as there has never been one there is no mark.</param>
    public void Write(IEnumerable<string> versions)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(versions.Order(StringComparer.Ordinal).Select(version => version + "\n")));
        lock (_lock)
        {
            if (_removed || (text.Length == 0 && !File.Exists(_path)))
                return;
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(text);
            file.SetLength(text.Length);
        }
    }

    /// <summary>Versions that other living processes read; marks of dead ones are removed. Called right after <see cref="Write"/>.</summary>
    /// <remarks>
    /// A mark's age is counted from the time of this process's own, just written: both were told by the clock of the file system, while those of the
    /// machines may differ.
    /// </remarks>
    public IReadOnlySet<string> OfOthers()
    {
        DateTime now = File.GetLastWriteTimeUtc(_path);
        var versions = new HashSet<string>();
        foreach (FileInfo mark in new DirectoryInfo(root).EnumerateFiles(Prefix + "*"))
            if (mark.FullName != Path.GetFullPath(_path))
                try
                {
                    if (IsAlive(mark, now))
                        versions.UnionWith(File.ReadAllLines(mark.FullName));
                    else
                        mark.Delete();
                }
                catch (FileNotFoundException)
                {
                    // The process has stopped meanwhile.
                }
        return versions;
    }

    /// <summary>Removes the marks of dead processes of this machine; those of others go when retention has a mark of its own to tell their age by.</summary>
    public void RemoveDead() => OfOthers();

    /// <summary>Removes the mark: this process reads nothing any more, and writes none again.</summary>
    public void Remove()
    {
        lock (_lock)
        {
            _removed = true;
            try
            {
                File.Delete(_path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next retention of another process finds that its owner does not live.
            }
        }
    }

    private static bool IsAlive(FileInfo mark, DateTime now) =>
        OwnedFolder.OwnerOf(mark.Name, Prefix) is { } owner
        && (owner.Host == Environment.MachineName ? owner.Lives() : now - mark.LastWriteTimeUtc < Patience);
}
