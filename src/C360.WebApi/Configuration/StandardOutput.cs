using Microsoft.Win32.SafeHandles;

namespace C360.WebApi.Configuration;

/// <summary>Standard output, where the ordinary log goes, too.</summary>
internal sealed class StandardOutput : ILineTarget
{
    /// <summary>How it is called in settings.</summary>
    public const string Name = "stdout";

    private readonly Stream _stream = Open();

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> line)
    {
        // The console's writer takes this lock for each of its own lines.
        lock (Console.Out)
            _stream.Write(line);
    }

    /// <summary>The console's own stream is silent about a pipe whose reader has gone; a file's would write over what others append to the file.</summary>
    private static Stream Open()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
