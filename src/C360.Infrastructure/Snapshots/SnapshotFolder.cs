// Long because versions, the file that names one of them and builds are one layout on disk; a name known in two files would be two layouts.
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using C360.Domain.Snapshots;

namespace C360.Infrastructure.Snapshots;

/// <summary>A snapshot on disk: one folder per version, and a file that says which is current.</summary>
/// <param name="root">SNAPSHOT_PATH.</param>
internal sealed partial class SnapshotFolder(string root)
{
    private const string CurrentFile = "current";
    private const string SwitchPrefix = $".{CurrentFile}-";
    private const int LongestCurrent = 64;
    private const string ManifestFile = "manifest.json";
    private const string BuildingPrefix = ".building-";
    private const string RemovedPrefix = ".removed-";
    private const string HalfHistories = "refreshes.ndjson-*";
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    /// <summary>The folder of a version.</summary>
    /// <param name="version">The version.</param>
    public string Of(string version) => Path.Combine(root, version);

    /// <summary>Versions on disk: the one that the file <c>current</c> names, then the others, the newest first.</summary>
    public IEnumerable<string> NewestFirst()
    {
        string? current = ReadCurrent();
        return Versions().Reverse().OrderByDescending(version => version == current);
    }

    /// <summary>
    /// Versions on disk in the order in which they were built; what is being built or deleted is none, nor what somebody else has put there.
    /// </summary>
    /// <remarks>
    /// The name has the second, and within it chance: there the manifest's time decides. It is written once and last, and costs no more than the look
    /// whether it is there. It does not decide more, because a copy of the folder may have lost it.
    /// </remarks>
    public IEnumerable<string> Versions() =>
        (Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [])
            .Select(folder => (Name: Path.GetFileName(folder)!, Manifest: new FileInfo(Path.Combine(folder, ManifestFile))))
            .Where(version => VersionName().IsMatch(version.Name) && version.Manifest.Exists)
            .OrderBy(version => version.Name.Split('-')[0], StringComparer.Ordinal)
            .ThenBy(version => version.Manifest.LastWriteTimeUtc)
            .ThenBy(version => version.Name, StringComparer.Ordinal)
            .Select(version => version.Name);

    /// <summary>Whether a version is on disk; of a text that is no version's name nothing is looked for there.</summary>
    /// <param name="version">Any text.</param>
    public bool Has(string version) => VersionName().IsMatch(version) && File.Exists(Path.Combine(Of(version), ManifestFile));

    /// <summary>How many bytes a version's files have.</summary>
    /// <param name="version">The version.</param>
    public long SizeOf(string version) =>
        new DirectoryInfo(Of(version)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>The version that the file <c>current</c> names, or null when it names none: a power cut may leave anything in it.</summary>
    public string? ReadCurrent()
    {
        try
        {
            // Shared, so that it can be replaced meanwhile, and not more than a name needs: it is read every second.
            using var file = new FileStream(
                Path.Combine(root, CurrentFile),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            Span<byte> start = stackalloc byte[LongestCurrent];
            string text = Encoding.UTF8.GetString(start[..file.ReadAtLeast(start, LongestCurrent, throwOnEndOfStream: false)]).Trim();
            return VersionName().IsMatch(text) ? text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes a version current, in one step: a reader of the file sees the old name or the new one.</summary>
    /// <param name="version">The version.</param>
    public void WriteCurrent(string version)
    {
        string aside = Path.Combine(root, OwnedFolder.Name(SwitchPrefix));
        WriteDurably(aside, version + "\n");
        File.Move(aside, Path.Combine(root, CurrentFile), overwrite: true);
    }

    /// <summary>Reads a version's manifest.</summary>
    /// <param name="version">The version.</param>
    /// <exception cref="JsonException">It is damaged, or that of another version.</exception>
    /// <exception cref="IOException">It is not there.</exception>
    public Snapshot Read(string version)
    {
        using FileStream file = File.OpenRead(Path.Combine(Of(version), ManifestFile));
        return JsonSerializer.Deserialize<Snapshot>(file, Json) is { } snapshot && snapshot.Version == version
            ? snapshot
            : throw new JsonException("The manifest is empty, or that of another version");
    }

    /// <summary>
    /// What a new build of a folder is compared with: the current snapshot when it is of that folder (an older one may have been put back because the
    /// newest was bad), else the newest that is; null when there is none. Damaged manifests are passed over.
    /// </summary>
    /// <param name="dataPath">The folder of the sources, as a full path.</param>
    public Snapshot? LastOf(string dataPath) =>
        NewestFirst().Select(Find).FirstOrDefault(snapshot => snapshot?.Inputs.DataPath == dataPath);

    /// <summary>Reads a version's manifest; null when it is not there, or damaged.</summary>
    /// <param name="version">The version.</param>
    public Snapshot? Find(string version)
    {
        try
        {
            return Read(version);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Begins a folder to build in; it belongs to this process.</summary>
    public string BeginBuild() => OwnedFolder.Claim(root, BuildingPrefix);

    /// <summary>Turns a finished build into a version on disk: everything is on the disk before it has its name.</summary>
    /// <param name="folder">The build's folder.</param>
    /// <param name="snapshot">What was built.</param>
    public void Finish(string folder, Snapshot snapshot)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Sync(file);
        WriteDurably(Path.Combine(folder, ManifestFile), JsonSerializer.Serialize(snapshot, Json));
        Directory.Move(folder, Of(snapshot.Version));
    }

    /// <summary>
    /// Removes what killed processes left: builds and switches whose owner does not live any more, half removed versions, histories half written anew.
    /// </summary>
    public void RemoveLeftovers()
    {
        OwnedFolder.RemoveAbandoned(root, BuildingPrefix);
        foreach (string folder in Directory.EnumerateDirectories(root, RemovedPrefix + "*"))
            Remove(folder);
        foreach (string file in Directory.EnumerateFiles(root, SwitchPrefix + "*"))
            if (OwnedFolder.OwnerOf(Path.GetFileName(file), SwitchPrefix)?.Lives() != true)
                File.Delete(file);
        // Their names tell no owner; writing one takes milliseconds.
        foreach (string file in Directory.EnumerateFiles(root, HalfHistories))
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) > TimeSpan.FromMinutes(1))
                File.Delete(file);
    }

    /// <summary>Removes all builds, whoever they belong to: only for who alone may build, since a killed one on another machine is known by nothing else.</summary>
    public void RemoveBuilds()
    {
        foreach (string folder in Directory.EnumerateDirectories(root, BuildingPrefix + "*"))
            Remove(folder);
    }

    /// <summary>Removes a folder: it loses its name first, so that a half removed one is never taken for a version.</summary>
    /// <remarks>Never fails: a query or a refresh that went well does not go wrong because tidying up does. What stays is tried again at the next start.</remarks>
    /// <param name="folder">The folder.</param>
    public static void Remove(string folder)
    {
        string nameless = Path.Combine(Path.GetDirectoryName(folder)!, $"{RemovedPrefix}{Guid.NewGuid():N}");
        try
        {
            Directory.Move(folder, nameless);
            Directory.Delete(nameless, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone already (another process tidies up too), or held by the system.
        }
    }

    private static void WriteDurably(string path, string text)
    {
        File.WriteAllText(path, text);
        Sync(path);
    }

    private static void Sync(string path)
    {
        using FileStream file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    [GeneratedRegex(@"\A[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}\z")]
    private static partial Regex VersionName();
}
