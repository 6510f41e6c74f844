using System.Diagnostics;

namespace C360.WebApi.Configuration;

/// <summary>
/// A file of lines, for its owner only. It is opened for each line, so that it may be renamed, cut or removed at any time, and taken for it, so that
/// several processes may write to one.
/// </summary>
internal sealed class LineFile : ILineTarget
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly string _path;
    private readonly Lock _writing = new();

    /// <summary>Makes the file when it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public LineFile(string path)
    {
        _path = Path.GetFullPath(path);
        Open().Dispose();
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_writing)
        {
            using FileStream file = Open();
            long end = file.Seek(0, SeekOrigin.End);
            try
            {
                file.Write(line);
            }
            catch (IOException)
            {
                // Half a line would spoil the next one, too.
                TryCut(file, end);
                throw;
            }
        }
    }

    /// <summary>What went wrong first is what is told.</summary>
    private static void TryCut(FileStream file, long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It is no file that could be cut.
        }
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        long start = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (true)
            try
            {
                return new FileStream(_path, options);
            }
            catch (IOException) when (File.Exists(_path) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                // Another process is writing its line.
                wait.SpinOnce();
            }
    }
}
