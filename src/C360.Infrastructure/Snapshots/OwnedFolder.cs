namespace C360.Infrastructure.Snapshots;

/// <summary>
/// Folders that belong to one process: what a killed process left in them is nobody's and goes at the next start. The name says whose they are, so
/// that there is no moment in which a folder is there and its owner is not known.
/// </summary>
internal static class OwnedFolder
{
    private const int IdLength = 8;

    /// <summary>Makes a new folder that belongs to this process.</summary>
    /// <param name="root">The folder above it; made when it is not there.</param>
    /// <param name="prefix">What its name begins with.</param>
    public static string Claim(string root, string prefix) => Directory.CreateDirectory(Path.Combine(root, Name(prefix))).FullName;

    /// <summary>A new name that says that this process is the owner.</summary>
    /// <param name="prefix">What it begins with.</param>
    public static string Name(string prefix) => $"{prefix}{Guid.NewGuid().ToString("N")[..IdLength]}-{FolderOwner.Me}";

    /// <summary>Whose a name says that it is; null when it says nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What it begins with.</param>
    public static FolderOwner? OwnerOf(string name, string prefix) =>
        name[prefix.Length..].Split('-', 2) is [{ Length: IdLength }, var owner] ? FolderOwner.Parse(owner) : null;

    /// <summary>Removes the folders whose owner does not live any more.</summary>
    /// <param name="root">The folder above them.</param>
    /// <param name="prefix">What their names begin with.</param>
    public static void RemoveAbandoned(string root, string prefix)
    {
        if (Directory.Exists(root))
            foreach (string folder in Directory.EnumerateDirectories(root, prefix + "*"))
                if (OwnerOf(Path.GetFileName(folder), prefix)?.Lives() != true)
                    Remove(folder);
    }

    /// <summary>Removes a folder; what cannot be removed now still bears its owner's name and is tried again at the next start.</summary>
    /// <param name="folder">The folder.</param>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone already (another process that starts tidies up too), or held by the system.
        }
    }
}
