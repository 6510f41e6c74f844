using System.Text.RegularExpressions;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// The error class in the text of a message, where Spark 3.5 has it and nowhere else: <c>[CLASS] …</c>, or <c>… org.apache.spark.SomeException: [CLASS] …</c>
/// when a task failed. A RAISE_ERROR may begin alike, so it counts only after an exception of Spark's own, and only when it is known.
/// </summary>
internal static partial class SparkErrorClasses
{
    /// <summary>Without their subclasses, which follow after a dot.</summary>
    private static readonly HashSet<string> Known =
    [
        "AMBIGUOUS_REFERENCE",
        "ARITHMETIC_OVERFLOW",
        "CANNOT_MERGE_SCHEMAS",
        "CANNOT_MODIFY_CONFIG",
        "CANNOT_PARSE_TIMESTAMP",
        "CAST_INVALID_INPUT",
        "CAST_OVERFLOW",
        "COLUMN_ALREADY_EXISTS",
        "DATATYPE_MISMATCH",
        "DIVIDE_BY_ZERO",
        "INVALID_ARRAY_INDEX",
        "INVALID_CURSOR",
        "INVALID_HANDLE",
        "INVALID_LIMIT_LIKE_EXPRESSION",
        "LOCATION_ALREADY_EXISTS",
        "MISSING_AGGREGATION",
        "NUMERIC_VALUE_OUT_OF_RANGE",
        "NUM_COLUMNS_MISMATCH",
        "OPERATION_CANCELED",
        "PARSE_EMPTY_STATEMENT",
        "PARSE_SYNTAX_ERROR",
        "PATH_ALREADY_EXISTS",
        "PATH_NOT_FOUND",
        "SCHEMA_ALREADY_EXISTS",
        "SCHEMA_NOT_EMPTY",
        "SCHEMA_NOT_FOUND",
        "TABLE_OR_VIEW_ALREADY_EXISTS",
        "TABLE_OR_VIEW_NOT_FOUND",
        "UNABLE_TO_INFER_SCHEMA",
        "UNBOUND_SQL_PARAMETER",
        "UNRESOLVED_COLUMN",
        "UNRESOLVED_ROUTINE",
        "UNSUPPORTED_FEATURE",
        "WRONG_NUM_ARGS",
    ];

    /// <summary>The class that a message names, or null.</summary>
    /// <param name="message">The message.</param>
    /// <param name="exceptions">The names of the exception that it belongs to.</param>
    public static string? In(string message, IReadOnlyList<string> exceptions)
    {
        // What wraps another, as a failed write does, comes first and is not among the known.
        IEnumerable<Match> matches = AfterException().Matches(message);
        if (exceptions is [var reason, ..] && reason.StartsWith("org.apache.spark.", StringComparison.Ordinal))
            matches = matches.Prepend(AtStart().Match(message));
        return matches.Select(match => match.Groups["class"].Value).FirstOrDefault(name => Known.Contains(name.Split('.')[0]));
    }

    [GeneratedRegex(@"^\s*\[(?<class>[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)?)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AtStart();

    [GeneratedRegex(
        @"\borg\.apache\.spark\.[A-Za-z0-9_.$]{1,200}: \[(?<class>[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)?)\]",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex AfterException();
}
