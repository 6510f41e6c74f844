using System.Buffers;
using System.Text;
using C360.WebApi.Http;

namespace C360.WebApi.Formats;

/// <summary>JSON, a row a line; the last line says that it is the last, so that a list that was cut on its way shows.</summary>
internal sealed class NdjsonFormat() : Format("ndjson", "application/x-ndjson", "charset=utf-8")
{
    /// <inheritdoc/>
    public override byte[] Write(Envelope<object> envelope)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (byte[] row in Rows(envelope))
        {
            lines.Write(row);
            lines.Write("\n"u8);
        }
        lines.Write(Encoding.UTF8.GetBytes($"{{\"end\":true,\"count\":{envelope.Count}}}\n"));
        return lines.WrittenSpan.ToArray();
    }
}
