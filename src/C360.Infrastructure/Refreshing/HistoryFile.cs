using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Refreshing;

/// <summary>
/// The refreshes on disk, <c>SNAPSHOT_PATH/refreshes.ndjson</c>: a line for each change of state, with the whole refresh; the last line of an id counts.
/// </summary>
/// <param name="path">The file; it need not be there.</param>
internal sealed class HistoryFile(string path)
{
    /// <summary>Refreshes that are kept.</summary>
    public const int Kept = 1000;

    /// <summary>With so many lines it is written anew.</summary>
    private const int MostLines = 2 * Kept;
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private (long Length, DateTime Time) _read;

    /// <summary>The refreshes in the order in which they were accepted; null when the file is as it was at the last call.</summary>
    public IReadOnlyList<Refresh>? ReadIfChanged()
    {
        var file = new FileInfo(path);
        (long, DateTime) now = file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
        if (now == _read)
            return null;
        IReadOnlyList<Refresh> refreshes = file.Exists ? Parse(ReadLines()) : [];
        _read = now;
        return refreshes;
    }

    /// <summary>Adds a line. Who holds the lock may call it, and who adds a key to its own refresh.</summary>
    /// <param name="refresh">The refresh as it stands.</param>
    /// <param name="durably">Whether it must survive a power cut; how far one is need not.</param>
    public void Append(Refresh refresh, bool durably)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // What a killed process left of a line is ended, so that it spoils no other.
        bool torn = file.Length > 0 && LastByte(file) != '\n';
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes($"{(torn ? "\n" : "")}{JsonSerializer.Serialize(refresh, Json)}\n"));
        file.Flush(flushToDisk: durably);
    }

    /// <summary>Writes the file anew without what is not needed any more, when it has grown long; who holds the lock may call it.</summary>
    public void Compact()
    {
        if (!File.Exists(path))
            return;
        string[] lines = [.. ReadLines()];
        if (lines.Length < MostLines)
            return;
        string aside = $"{path}-{Guid.NewGuid():N}";
        File.WriteAllLines(aside, Parse(lines).TakeLast(Kept).Select(refresh => JsonSerializer.Serialize(refresh, Json)));
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>The refreshes of a file's lines; a line that is none is passed over.</summary>
    /// <param name="lines">The lines.</param>
    public static IReadOnlyList<Refresh> Parse(IEnumerable<string> lines)
    {
        var refreshes = new OrderedDictionary<string, Refresh>();
        foreach (string line in lines)
            if (TryParse(line) is { } refresh)
                refreshes[refresh.Id] = refresh;
        return [.. refreshes.Values];
    }

    private IEnumerable<string> ReadLines()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static Refresh? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Refresh>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }
}
