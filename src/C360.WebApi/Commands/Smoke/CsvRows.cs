using System.Text;

namespace C360.WebApi.Commands.Smoke;

/// <summary>Reads CSV as RFC 4180 has it.</summary>
internal static class CsvRows
{
    /// <summary>The records, the header first; null when the text is none: a quote has no end, or something follows one.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<IReadOnlyList<string>>? TryRead(string text)
    {
        List<IReadOnlyList<string>> records = [];
        List<string> record = [];
        for (int at = 0; at < text.Length; )
        {
            if (Field(text, ref at) is not { } field)
                return null;
            record.Add(field);
            if (at < text.Length && text[at] == ',')
            {
                at++;
                // A line may end with an empty field.
                if (at < text.Length)
                    continue;
                record.Add("");
            }
            else if (!EndsLine(text, ref at))
                return null;
            records.Add(record);
            record = [];
        }
        return records;
    }

    private static string? Field(string text, ref int at)
    {
        if (at == text.Length || text[at] != '"')
        {
            int end = text.AsSpan(at).IndexOfAny(",\r\n");
            int from = at;
            at = end < 0 ? text.Length : at + end;
            return text[from..at];
        }
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && ++at is var next && (next == text.Length || text[next] != '"'))
                return field.ToString();
            field.Append(text[at]);
        }
        return null;
    }

    private static bool EndsLine(string text, ref int at)
    {
        if (at == text.Length)
            return true;
        if (!text.AsSpan(at).StartsWith("\r\n", StringComparison.Ordinal))
            return false;
        at += 2;
        return true;
    }
}
