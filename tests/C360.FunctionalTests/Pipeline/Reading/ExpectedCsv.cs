using System.Text;
using System.Text.RegularExpressions;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>
/// What a CSV file of customers holds by the words of the contract, worked out cell by cell with regular expressions: slowly, but nothing like the reader.
/// </summary>
internal sealed record ExpectedCsv
{
    private static readonly string[] Columns = [.. SourceDefaults.All["customer/customers"].Keys];

    // A cell in quotes, with what may follow them; a cell without.
    private static readonly Regex Quoted = new("\\G[ \\t]*\"(?>((?:[^\"]|\"\")*))\"([^,\\r\\n]*)");
    private static readonly Regex Unclosed = new("\\G[ \\t]*\"");
    private static readonly Regex Plain = new("\\G[^,\\r\\n]*");

    /// <summary>Whether the file is at fault as a whole; nothing else is then known.</summary>
    public bool IsFault { get; private set; }

    /// <summary>The id and the first name of each row that is used, before duplicates are judged.</summary>
    public List<(string Id, string? Name)> Used { get; } = [];

    /// <summary>Line and reason of each row that is rejected by itself.</summary>
    public List<string> Rejected { get; } = [];

    /// <summary>Reads a file.</summary>
    public static ExpectedCsv Of(byte[] file)
    {
        var expected = new ExpectedCsv();
        byte[] bytes = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;
        // Each byte a character.
        expected.Read(Encoding.Latin1.GetString(bytes));
        return expected;
    }

    private void Read(string text)
    {
        string[]? header = null;
        string? end = null;
        IsFault = text.StartsWith("\u00FF\u00FE", StringComparison.Ordinal) || text.StartsWith("\u00FE\u00FF", StringComparison.Ordinal);
        for (int at = 0; at < text.Length && !IsFault; )
        {
            int begin = at;
            var cells = new List<string>();
            bool isTorn = false;
            string found;
            while (true)
            {
                isTorn |= Cell(text, ref at, cells);
                if (IsFault)
                {
                    return;
                }
                if (at < text.Length && text[at] == ',')
                {
                    at++;
                    continue;
                }
                found = text[at..Math.Min(at + 2, text.Length)];
                break;
            }
            found = found.StartsWith('\n') ? "\n" : found;
            IsFault = found is not ("" or "\n" or "\r\n" or "\r") || (end is not null && found.Length > 0 && found != "\r" && found != end);
            string record = text[begin..at];
            at += found.Length;
            end ??= found;
            if (record.Length == 0 || IsFault)
            {
                continue;
            }
            isTorn |= Decoded(record) is null;
            if (header is null)
            {
                header = [.. cells.Select(cell => Decoded(cell) ?? "")];
                IsFault = isTorn || Columns.Any(column => header.Count(name => name == column) != 1);
                continue;
            }
            Judge(header, isTorn || cells.Count != header.Length ? null : cells, 1 + text[..begin].Count(c => c == '\n'));
        }
        IsFault |= header is null;
    }

    private bool Cell(string text, ref int at, List<string> cells)
    {
        Match quoted = Quoted.Match(text, at);
        Match cell = quoted.Success ? quoted : Plain.Match(text, at);
        IsFault = !quoted.Success && Unclosed.IsMatch(text, at);
        at += cell.Length;
        string value = quoted.Success ? quoted.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Value;
        cells.Add(value.Trim(' ', '\t', '\r', '\n'));
        return quoted.Success && quoted.Groups[2].Value.Trim(' ', '\t').Length > 0;
    }

    private void Judge(string[] header, List<string>? cells, int line)
    {
        string? Value(string column) => Decoded(cells![Array.IndexOf(header, column)]) is { Length: > 0 } value ? value : null;
        if (cells is null)
        {
            Rejected.Add($"{line}|unparsable");
        }
        else if (Value("customer_id") is { } id)
        {
            Used.Add((id, Value("first_name")));
        }
        else
        {
            Rejected.Add($"{line}|missing");
        }
    }

    private static string? Decoded(string bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
