using System.Globalization;
using System.Text;

namespace C360.Infrastructure.Snapshots;

/// <summary>
/// Which snapshot's inputs were last found unchanged, and when: <c>SNAPSHOT_PATH/confirmed</c>. One process compares, all that serve the snapshot know that it
/// is fresh, also after a restart.
/// </summary>
/// <param name="root">SNAPSHOT_PATH.</param>
internal sealed class ConfirmationFile(string root)
{
    private const int Longest = 128;
    private readonly string _path = Path.Combine(root, "confirmed");

    /// <summary>Writes it.</summary>
    /// <remarks>In place, in one go; who meets half of it reads none, and looks again. A disk that cannot be written loses nothing but the others' knowledge.</remarks>
    /// <param name="confirmation">The snapshot and the moment.</param>
    public void Write(Confirmation confirmation)
    {
        try
        {
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            byte[] line = Encoding.UTF8.GetBytes(
                $"{confirmation.Version} {confirmation.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}\n"
            );
            file.Write(line);
            file.SetLength(line.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // See the remarks.
        }
    }

    /// <summary>Reads it; null when there is none that can be read.</summary>
    public Confirmation? Read()
    {
        try
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[Longest];
            string text = Encoding.UTF8.GetString(start[..file.ReadAtLeast(start, Longest, throwOnEndOfStream: false)]);
            return
                text.EndsWith('\n')
                && text.TrimEnd().Split(' ') is [var version, var moment]
                && DateTimeOffset.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
                ? new Confirmation(version, at)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
