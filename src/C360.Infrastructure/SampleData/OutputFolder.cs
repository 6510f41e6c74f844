namespace C360.Infrastructure.SampleData;

/// <summary>
/// A folder that is there whole or not at all: it is written beside its place and moved there. What a killed process left is removed by the
/// next; a lock file, which the system releases with the process, tells the dead from the living.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _taken;

    /// <summary>Takes the place.</summary>
    /// <param name="folder">The folder to be: absent or empty.</param>
    public OutputFolder(string folder)
    {
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RefuseUnlessEmpty();
        Draft = _folder + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(_folder)!);
        _taken = Take();
        RemoveDraft();
        Directory.CreateDirectory(Draft);
    }

    /// <summary>The folder to write to.</summary>
    public string Draft { get; }

    private string Shown => Path.GetFileName(_folder);

    /// <summary>Moves the draft into place.</summary>
    public void Publish()
    {
        RefuseUnlessEmpty();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder);
        Directory.Move(Draft, _folder);
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        RemoveDraft();
        _taken.Dispose();
    }

    private FileStream Take()
    {
        try
        {
            return new FileStream(_folder + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException busy) when (busy is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"Another process is generating sample data into '{Shown}': wait for it, or name another folder", busy);
        }
    }

    private void RefuseUnlessEmpty()
    {
        if (File.Exists(_folder))
            throw new IOException($"'{Shown}' is a file: name a folder that is absent or empty");
        if (Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any())
            throw new IOException($"The folder '{Shown}' is not empty: name one that is absent or empty");
    }

    private void RemoveDraft()
    {
        if (Directory.Exists(Draft))
            Directory.Delete(Draft, recursive: true);
    }
}
