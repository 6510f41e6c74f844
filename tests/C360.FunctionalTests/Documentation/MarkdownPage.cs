using System.Globalization;
using System.Text.RegularExpressions;

namespace C360.FunctionalTests.Documentation;

/// <summary>A page of the documentation: its fenced blocks, and what the comments before them say.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Blocks">In the page's order; an answer is at its command, and not in this list.</param>
internal sealed partial record MarkdownPage(string Path, IReadOnlyList<PageBlock> Blocks)
{
    /// <summary>The languages of what a command prints.</summary>
    private static readonly string[] Answers = ["json", "text", "csv"];

    /// <summary>The folder of C360.sln.</summary>
    public static string Root { get; } =
        System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    /// <summary>README.md and everything under docs/ but the decisions, which tell of their day, and the reference, which is made from the code.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory
            .EnumerateFiles(System.IO.Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path =>
                !path.StartsWith("docs/decisions/", StringComparison.Ordinal)
                && !path.StartsWith("docs/reference/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads one.</summary>
    public static MarkdownPage Read(string path) => Parse(path, File.ReadAllText(System.IO.Path.Combine(Root, path)));

    /// <summary>Takes one apart.</summary>
    public static MarkdownPage Parse(string path, string text)
    {
        string[] lines = text.Split('\n');
        var blocks = new List<PageBlock>();
        var nothing = new PageBlock(0, "", "");
        PageBlock said = nothing; // what the comments say of the next block
        string? service = null;
        bool isFollowing = false; // nothing but blank lines since the last block
        for (int i = 0; i < lines.Length; i++)
        {
            if (Comment().Match(lines[i]) is { Success: true } comment)
            {
                string value = comment.Groups["value"].Value;
                if (comment.Groups["name"].Value == "service")
                    service = value;
                else
                    said = comment.Groups["name"].Value switch
                    {
                        "not run" => said with { NotRun = value },
                        "before" => said with { Before = $"{said.Before}{value}\n" },
                        _ => said with { ExitCode = int.Parse(value, CultureInfo.InvariantCulture) },
                    };
                isFollowing = false;
            }
            else if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                int first = i + 1;
                int indent = fence.Groups["indent"].Length;
                while (lines[++i].TrimEnd() != $"{fence.Groups["indent"].Value}```") { }
                string inside = string.Join('\n', lines[first..i].Select(line => line.Length < indent ? "" : line[indent..]));
                PageBlock block = said with { Line = first, Language = fence.Groups["language"].Value, Text = inside };
                if (isFollowing && blocks[^1] is { IsCommand: true, Answer: null } command && Answers.Contains(block.Language))
                    blocks[^1] = command with { Answer = block };
                else
                    blocks.Add(block with { Service = service });
                (said, isFollowing) = (nothing, true);
            }
            else if (lines[i].Trim().Length > 0)
                (said, isFollowing) = (nothing, false);
        }
        return new MarkdownPage(path, blocks);
    }

    [GeneratedRegex(@"^\s*<!-- (?<name>not run|exits|service|before): (?<value>.+?) -->\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w*)\s*$")]
    private static partial Regex Fence();
}
