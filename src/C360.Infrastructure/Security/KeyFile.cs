using System.Globalization;
using C360.Application.Ports;
using C360.Domain.Access;

namespace C360.Infrastructure.Security;

/// <summary>The file of keys: read by the service, changed by the verbs. A change is there whole or not at all, and never lost to another one.</summary>
/// <param name="path">The file.</param>
internal sealed class KeyFile(string path)
{
    private const int Largest = 1024 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="KeyFileException">It cannot be read.</exception>
    public byte[] Read()
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!file.CanSeek || file.Length > Largest)
                throw new KeyFileException("must be a file of less than 1 MiB");
            byte[] bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyFileException("must be a file that exists; c360 keys add makes one", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException("must be a file that can be read", exception);
        }
    }

    /// <summary>The keys in the file.</summary>
    /// <exception cref="KeyFileException">It cannot be read, or is no list of keys.</exception>
    public IReadOnlyList<KeyEntry> List() => KeyList.Parse(Read());

    /// <summary>Makes a key and writes what it hashes to into the file, which is made when it is not there.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="scopes">What it is good for.</param>
    /// <param name="lastDay">The last day on which it is; null: there is none.</param>
    /// <param name="hashes">Hashes it.</param>
    /// <returns>The key, which nobody can ever read from the file.</returns>
    /// <exception cref="KeyFileException">The id cannot be used, or the file cannot.</exception>
    public string Add(string id, IReadOnlyList<Scope> scopes, DateOnly? lastDay, KeyHash hashes)
    {
        if (!KeyList.IsId(id))
            throw new KeyFileException($"an id must be {KeyList.AllowedId}");
        string key = KeyHash.NewKey();
        var entry = new KeyEntry(
            id,
            Convert.ToHexStringLower(hashes.Of(key)),
            [.. scopes.Select(scope => KeyList.ScopeNames[(int)scope]).Distinct()],
            lastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        Change(entries =>
            entries.Any(other => other.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
                ? throw new KeyFileException($"has a key {id} already: revoke it first, or choose another id")
                : [.. entries, entry]
        );
        return key;
    }

    /// <summary>Takes a key out of the file.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="KeyFileException">There is none of that id, or the file cannot be used.</exception>
    public void Revoke(string id) =>
        Change(entries =>
            entries.Any(entry => entry.Id == id)
                ? [.. entries.Where(entry => entry.Id != id)]
                : throw new KeyFileException("has no key of that id; c360 keys list shows which it has")
        );

    private void Change(Func<IReadOnlyList<KeyEntry>, KeyEntry[]> change)
    {
        try
        {
            var file = new FileInfo(path);
            // Behind a link the file itself is replaced, not the link.
            string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            using FileStream taken = Take(target + ".lock");
            byte[] text = KeyList.Write(change(File.Exists(target) ? List() : []));
            Replace(target, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException("must be a file that can be written, in a folder that can be", exception);
        }
    }

    private static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException busy) when (File.Exists(path))
        {
            throw new KeyFileException("is being changed by another process: try again", busy);
        }
    }

    private static void Replace(string target, byte[] text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        string draft = target + ".new";
        File.Delete(draft);
        using (var file = new FileStream(draft, options))
        {
            file.Write(text);
            file.Flush(flushToDisk: true);
        }
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            // A new file would be root's own: the service could not read it, and the key that was revoked would stay good.
            if (Environment.IsPrivilegedProcess)
            {
                WriteOver(target, text);
                File.Delete(draft);
                return;
            }
            File.SetUnixFileMode(draft, File.GetUnixFileMode(target));
        }
        File.Move(draft, target, overwrite: true);
    }

    /// <summary>Not in one step: the draft stays beside the file until it is whole, and a service that reads half of it keeps the keys that it had.</summary>
    private static void WriteOver(string target, byte[] text)
    {
        using var file = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.Write(text);
        file.SetLength(text.Length);
        file.Flush(flushToDisk: true);
    }
}
