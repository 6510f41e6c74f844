namespace C360.Infrastructure.Snapshots;

/// <summary>
/// The small file by which other processes on the same folder know which snapshots this one reads, so that none of them removes one. Its lines are
/// versions.
/// </summary>
/// <param name="root">SNAPSHOT_PATH.</param>
internal sealed class ServingMark(string root)
{
    /// <summary>A living process touches its mark every few seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly OwnedMark _mark = new(root, ".serving-", Patience);

    /// <summary>Writes which versions this process reads; the same ones again are a sign of life.</summary>
    /// <param name="versions">The versions; as long as there has never been one there is no mark.</param>
    public void Write(IEnumerable<string> versions) => _mark.Write(versions);

    /// <summary>Versions that other living processes read; marks of dead ones are removed. Called right after <see cref="Write"/>.</summary>
    public IReadOnlySet<string> OfOthers()
    {
        var versions = new HashSet<string>();
        foreach ((FileInfo mark, bool lives) in _mark.OfOthers())
            try
            {
                if (lives)
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
    public void Remove() => _mark.Remove();
}
