using System.Text;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Puts bytes in the place of as many others wherever they occur in a file: what no SQL would write.</summary>
internal static class Renamed
{
    public static void Replace(SourceFolder data, string path, string from, string to) =>
        Replace(data, path, Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));

    public static void Replace(SourceFolder data, string path, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        data.Write(path, Bytes(File.ReadAllBytes(Path.Combine(data.Path, path)), from, to));

    public static byte[] Bytes(byte[] bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        Assert.That(to.Length, Is.EqualTo(from.Length));
        Assert.That(bytes.AsSpan().IndexOf(from), Is.Not.Negative, "nothing to replace");
        for (int at = bytes.AsSpan().IndexOf(from); at >= 0; at = bytes.AsSpan().IndexOf(from))
        {
            to.CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }
}
