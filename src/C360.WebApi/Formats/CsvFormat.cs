using System.Buffers;
using System.Text;
using System.Text.Json;
using C360.WebApi.Http;

namespace C360.WebApi.Formats;

/// <summary>
/// CSV as RFC 4180 has it, with a header: values as JSON writes them, nothing for null and <c>""</c> for the empty text; what is nested is JSON text.
/// </summary>
internal sealed class CsvFormat() : Format("csv", "text/csv", "charset=utf-8; header=present")
{
    private static ReadOnlySpan<byte> Quote => "\""u8;
    private static ReadOnlySpan<byte> EndOfRow => "\r\n"u8;
    private static readonly SearchValues<byte> Special = SearchValues.Create("\",\r\n"u8);
    private static readonly SearchValues<byte> Formula = SearchValues.Create("=+-@\t\r"u8);

    /// <inheritdoc/>
    public override byte[] Write(Envelope<object> envelope)
    {
        byte[][] columns = [.. ColumnsOf(envelope.Data.GetType()).Select(Encoding.UTF8.GetBytes)];
        var csv = new ArrayBufferWriter<byte>();
        csv.Write(columns[0]);
        foreach (byte[] column in columns.Skip(1))
        {
            csv.Write(","u8);
            csv.Write(column);
        }
        csv.Write(EndOfRow);
        foreach (byte[] row in Rows(envelope))
            Write(csv, row, columns);
        return csv.WrittenSpan.ToArray();
    }

    /// <summary>Writes a text as a cell. A spreadsheet takes what begins with one of =+-@, tab or CR for a formula, so that <c>'</c> comes before it.</summary>
    /// <remarks>What has such quotes already gets one more: a reader who takes one off has the text as it was.</remarks>
    /// <param name="csv">Where it goes.</param>
    /// <param name="text">The text, as UTF-8.</param>
    public static void WriteText(IBufferWriter<byte> csv, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> bare = text.TrimStart((byte)'\'');
        bool guard = !bare.IsEmpty && Formula.Contains(bare[0]);
        bool quote = text.IsEmpty || text.ContainsAny(Special);
        if (quote)
            csv.Write(Quote);
        if (guard)
            csv.Write("'"u8);
        while (text.IndexOf(Quote) is var at and >= 0)
        {
            csv.Write(text[..(at + 1)]);
            csv.Write(Quote);
            text = text[(at + 1)..];
        }
        csv.Write(text);
        if (quote)
            csv.Write(Quote);
    }

    /// <summary>A list's columns are its rows' properties.</summary>
    private static IEnumerable<string> ColumnsOf(Type list) =>
        Http.Json.Options.GetTypeInfo(list.GetElementType() ?? list.GetGenericArguments()[0]).Properties.Select(property => property.Name);

    /// <summary>The properties come in the columns' order; of some, JSON leaves out what is null.</summary>
    private static void Write(ArrayBufferWriter<byte> csv, byte[] row, byte[][] columns)
    {
        var json = new Utf8JsonReader(row);
        json.Read();
        json.Read();
        for (int column = 0; column < columns.Length; column++)
        {
            if (column > 0)
                csv.Write(","u8);
            if (json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(columns[column]))
                continue;
            json.Read();
            WriteValue(csv, ref json, row);
            json.Read();
        }
        csv.Write(EndOfRow);
    }

    private static void WriteValue(ArrayBufferWriter<byte> csv, ref Utf8JsonReader json, byte[] row)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String when json.ValueIsEscaped:
                byte[] text = new byte[json.ValueSpan.Length];
                WriteText(csv, text.AsSpan(0, json.CopyString(text)));
                break;
            case JsonTokenType.String:
                WriteText(csv, json.ValueSpan);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int start = (int)json.TokenStartIndex;
                json.Skip();
                WriteText(csv, row.AsSpan(start..(int)json.BytesConsumed));
                break;
            default:
                csv.Write(json.ValueSpan);
                break;
        }
    }
}
