using System.Text;

namespace C360.Generate.Reference;

/// <summary>Writes Markdown that reads the same as the text it came from.</summary>
internal static class Markdown
{
    /// <summary>Running text; what stands in backticks is code already.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text) => string.Join('`', text.Split('`').Select((part, i) => i % 2 == 0 ? Escaped(part) : part));

    /// <summary>A name or a value; nothing for none.</summary>
    /// <param name="value">The value.</param>
    public static string Code(string? value) => string.IsNullOrEmpty(value) ? "" : $"`{value}`";

    /// <summary>A block of code.</summary>
    /// <param name="language">Its language.</param>
    /// <param name="text">The code.</param>
    public static string Block(string language, string text) => $"```{language}\n{text.Trim()}\n```\n";

    /// <summary>A table; columns in which no row has anything are left out.</summary>
    /// <param name="heads">The names of the columns.</param>
    /// <param name="rows">The cells.</param>
    public static string Table(string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        int[] used = [.. Enumerable.Range(0, heads.Length).Where(column => all.Any(row => row[column].Length > 0))];
        var text = new StringBuilder();
        Append(text, used.Select(column => heads[column]));
        Append(text, used.Select(_ => "---"));
        foreach (string[] row in all)
            Append(text, used.Select(column => row[column].ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)));
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.Append($"| {string.Join(" | ", cells)} |\n");

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("<", "\\<", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal);
}
