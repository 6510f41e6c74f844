using System.Text;

namespace C360.Infrastructure.Snapshots;

/// <summary>A small file of lines that belongs to one process: the name says whose it is, and its time that the process lives.</summary>
/// <param name="root">The folder that it is in.</param>
/// <param name="prefix">What its name begins with; the marks of all processes do.</param>
/// <param name="patience">Of a process on another machine nothing else is known than that it has touched its mark as lately as this.</param>
internal sealed class OwnedMark(string root, string prefix, TimeSpan patience)
{
    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(root, OwnedFolder.Name(prefix));
    private bool _removed;

    /// <summary>Writes the lines; the same ones again are a sign of life.</summary>
    /// <remarks>In place: on a full disk a new file could not be written, and the old one would be lost.</remarks>
    /// <param name="lines">The lines; as long as there has never been one there is no mark.</param>
    public void Write(IEnumerable<string> lines)
    {
        lock (_lock)
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(lines.Order(StringComparer.Ordinal).Select(line => line + "\n")));
            if (_removed || (text.Length == 0 && !File.Exists(_path)))
                return;
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(text);
            file.SetLength(text.Length);
        }
    }

    /// <summary>The marks of the other processes, and whether these live. Called right after <see cref="Write"/>.</summary>
    /// <remarks>
    /// A mark's age is counted from the time of this process's own, just written: both were told by the clock of the file system, while those of the
    /// machines may differ.
    /// </remarks>
    public IEnumerable<(FileInfo Mark, bool Lives)> OfOthers()
    {
        DateTime now = File.GetLastWriteTimeUtc(_path);
        foreach (FileInfo mark in new DirectoryInfo(root).EnumerateFiles(prefix + "*"))
            if (mark.FullName != Path.GetFullPath(_path))
                yield return (mark, Lives(mark, now));
    }

    /// <summary>Removes the mark: there is nothing to tell any more, and nothing is told again.</summary>
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
                // Who looks at it next finds that its owner does not live.
            }
        }
    }

    private bool Lives(FileInfo mark, DateTime now) =>
        OwnedFolder.OwnerOf(mark.Name, prefix) is { } owner
        && (owner.Host == Environment.MachineName ? owner.Lives() : now - mark.LastWriteTimeUtc < patience);
}
