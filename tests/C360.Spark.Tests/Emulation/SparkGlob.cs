using System.Text;
using System.Text.RegularExpressions;
using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>Finds the files that a pattern of Hadoop's means; a folder means the files in it. Names that begin with <c>_</c> or <c>.</c> are skipped.</summary>
internal static class SparkGlob
{
    /// <summary>The files, by their full paths, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string pattern)
    {
        pattern = Local(pattern);
        IEnumerable<string> found = ["/"];
        foreach (string part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            Regex name = Name(part);
            found =
            [
                .. found
                    .Where(Directory.Exists)
                    .SelectMany(Directory.EnumerateFileSystemEntries)
                    .Where(path => name.IsMatch(Path.GetFileName(path))),
            ];
        }
        string[] files =
        [
            .. found
                .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path])
                .Where(path => Path.GetFileName(path)[0] is not ('_' or '.'))
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0 || found.Any()
            ? files
            : throw new SparkException(SparkErrorKind.Statement, $"Path does not exist: {pattern}") { ErrorClass = "PATH_NOT_FOUND" };
    }

    /// <summary>A path, or a URI of one, as this machine spells it.</summary>
    public static string Local(string path) =>
        path.StartsWith("file:", StringComparison.Ordinal) ? "/" + path["file:".Length..].TrimStart('/') : path;

    private static Regex Name(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (int i = 0; i < pattern.Length; i++)
        {
            regex.Append(
                pattern[i] switch
                {
                    '\\' => Regex.Escape(pattern[++i].ToString()),
                    '*' => ".*",
                    '?' => ".",
                    '{' => "(?:",
                    '}' => ")",
                    ',' => "|",
                    '[' or ']' => pattern[i].ToString(),
                    var c => Regex.Escape(c.ToString()),
                }
            );
        }
        return new Regex(regex.Append(@"\z").ToString(), RegexOptions.Singleline);
    }
}
