namespace C360.Infrastructure.Spark;

/// <summary>Texts, names and paths within Spark's SQL, for places that take no parameter.</summary>
internal static class SparkSqlText
{
    /// <summary>A text as SQL writes it. A doubled quote would be lost before Spark 4.3: a backslash escapes.</summary>
    public static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>A name as SQL writes it, whatever it is.</summary>
    public static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A path where Spark takes a pattern: nothing in it stands for anything else. It is still to be quoted.</summary>
    public static string Pattern(string path) =>
        string.Concat(path.Select(c => c is '[' or ']' or '{' or '}' or '*' or '?' or '\\' ? $"\\{c}" : $"{c}"));

    /// <summary>
    /// A path of this machine, which the cluster sees too, as Spark is to read it: a bare path would be one of the cluster's own file system, often HDFS. It is still to be quoted.
    /// </summary>
    public static string Local(string path) => $"file://{Path.GetFullPath(path)}";
}
