using System.Text;
using System.Text.RegularExpressions;
using C360.Infrastructure.DuckDb;

namespace C360.Spark.Tests.Emulation;

/// <summary>Writes a SELECT of the Spark SQL that we use for DuckDB. What only DuckDB would understand is refused, as Spark would.</summary>
internal sealed partial class SparkDialect
{
    // What both know, and what is translated here.
    private static readonly HashSet<string> Functions = new(
        """
        ABS ARRAY_AGG ARRAY_SORT AVG BOOL_AND BOOL_OR CAST CEIL CHR COALESCE CONTAINS COUNT DATE_ADD DATE_TRUNC DECODE DENSE_RANK FIRST_VALUE FLOOR GREATEST
        LAG LAST_VALUE LEAD LEAST LEFT LENGTH LOWER MAP MAX MAX_BY MIN MIN_BY MONOTONICALLY_INCREASING_ID NAMED_STRUCT NTILE NULLIF PERCENTILE_CONT RANK
        REGEXP_COUNT RIGHT ROUND ROW_NUMBER SUBSTR SUM TO_JSON TRIM TRY_CAST UNIX_DATE UPPER
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> Openers = new(
        """
        ALL AND AS BY CASE DECIMAL DISTINCT ELSE EXCEPT EXISTS FILTER FROM GROUP HAVING IN INTERSECT JOIN NOT ON OR OVER SELECT THEN UNION USING VALUES WHEN
        WHERE
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly string[] Refused = ["::", "//", "[", "]", "{", "}", "->", "~", "$", "\""];
    private static readonly string[] RefusedWords = ["VARCHAR", "QUALIFY", "EXCLUDE", "HUGEINT", "ILIKE"];

    private readonly string _sql;
    private readonly List<(string Kind, string Text)> _pieces;

    private SparkDialect(string sql)
    {
        _sql = sql;
        _pieces = [.. Pieces().Matches(sql).Select(match => (match.Groups.Values.Skip(1).First(group => group.Success).Name, match.Value))];
    }

    /// <summary>The SELECT as DuckDB takes it.</summary>
    public static string ToDuckDb(string sql)
    {
        var dialect = new SparkDialect(sql);
        var text = new StringBuilder();
        dialect.Write(0, dialect._pieces.Count, text);
        return text.ToString();
    }

    private void Write(int from, int to, StringBuilder text)
    {
        for (int i = from; i < to; i++)
        {
            (string kind, string piece) = _pieces[i];
            switch (kind)
            {
                case "comment":
                    text.Append(' ');
                    break;
                case "literal" when i + 1 < _pieces.Count && _pieces[i + 1].Kind is "literal":
                    throw SparkCommands.Unknown($"a doubled quote, which loses a character on some versions, in {_sql}");
                case "literal":
                    text.Append(SqlText.Quoted(SparkText.Literal(piece)));
                    break;
                case "name":
                    text.Append(SqlText.Name(piece[1..^1].Replace("``", "`", StringComparison.Ordinal)));
                    break;
                case "raw" or "hex":
                    throw SparkCommands.Unknown($"{piece} in {_sql}");
                case "word":
                    i = Word(i, text);
                    break;
                case "symbol" when Refused.Contains(piece):
                    throw SparkCommands.Unknown($"{piece} in {_sql}");
                default:
                    text.Append(piece);
                    break;
            }
        }
    }

    // Returns the place of the last piece that it wrote.
    private int Word(int i, StringBuilder text)
    {
        string word = _pieces[i].Text.ToUpperInvariant();
        if (RefusedWords.Contains(word))
            throw SparkCommands.Unknown($"{word} in {_sql}");
        bool called = At(i + 1) == "(";
        if (called && !Functions.Contains(word) && !Openers.Contains(word) && !IsCte(i))
            throw SparkCommands.Unknown($"the function {word} in {_sql}");
        switch (word)
        {
            case "RLIKE":
                return Rlike(i, text);
            case "PARQUET" or "BINARYFILE" when At(i + 1) == "." && _pieces[i + 2].Kind == "name":
                string path = _pieces[i + 2].Text[1..^1].Replace("``", "`", StringComparison.Ordinal);
                text.Append(
                    word == "PARQUET"
                        ? SparkScans.Parquet(path, _sql.Contains("_metadata", StringComparison.Ordinal))
                        : SparkScans.Listing(path)
                );
                return i + 2;
            case "MONOTONICALLY_INCREASING_ID" when At(i + 2) == ")":
                text.Append("rowid");
                return i + 2;
            case "TIMESTAMP_NTZ":
                text.Append("TIMESTAMP");
                return i;
            case "DECODE":
                return Decode(i, text);
            case "REGEXP_COUNT":
                return RegexpCount(i, text);
            case "TO_JSON":
                return ToJson(i, text);
            case "TRY_CAST":
                return TryCast(i, text);
            default:
                text.Append(_pieces[i].Text);
                return i;
        }
    }

    // Only with both ends said: where it finds a part, and what $ is, the engines differ.
    private int Rlike(int i, StringBuilder text)
    {
        int at = Next(i);
        if (_pieces[at].Kind != "raw" || !Anchored().IsMatch(_pieces[at].Text[2..^1]))
            throw SparkCommands.Unknown($"RLIKE {_pieces[at].Text} in {_sql}");
        text.Append("~ ").Append(SqlText.Quoted(_pieces[at].Text[2..^1]));
        return at;
    }

    // Text with a zone is converted by Spark; DuckDB's TIMESTAMP drops it.
    private int TryCast(int i, StringBuilder text)
    {
        int close = Closing(i + 1);
        int type = close - 1;
        bool isMoment = _pieces[type].Text.Equals("TIMESTAMP", StringComparison.OrdinalIgnoreCase);
        text.Append(isMoment ? "CAST(TRY_CAST(" : "TRY_CAST(");
        Write(i + 2, isMoment ? type : close, text);
        text.Append(isMoment ? "TIMESTAMPTZ) AS TIMESTAMP)" : ")");
        return close;
    }

    // regexp_count(x, r'\n…(?=\n)'): the lines of such a shape, but for the first and the last.
    private int RegexpCount(int i, StringBuilder text)
    {
        int close = Closing(i + 1);
        Match line = InnerLine().Match(_pieces[close - 1].Text);
        if (!line.Success)
            throw SparkCommands.Unknown($"regexp_count of {_pieces[close - 1].Text} in {_sql}");
        text.Append("len(list_filter(string_split(");
        Write(i + 2, close - 3, text);
        text.Append($", chr(10))[2:-2], lambda line: regexp_full_match(line, {SqlText.Quoted(line.Groups["line"].Value)})))");
        return close;
    }

    private int Decode(int i, StringBuilder text)
    {
        int close = Closing(i + 1);
        if (string.Concat(_pieces[i..(close + 1)].Select(piece => piece.Text)) != "decode(X'EFBFBD', 'UTF-8')")
            throw SparkCommands.Unknown($"decode in {_sql}");
        text.Append("chr(65533)");
        return close;
    }

    // to_json(named_struct(…), map('ignoreNullFields', 'false'))
    private int ToJson(int i, StringBuilder text)
    {
        int close = Closing(i + 1);
        int end = At(i + 2).Equals("named_struct", StringComparison.OrdinalIgnoreCase) ? Closing(i + 3) : throw SparkCommands.Unknown(_sql);
        if (string.Concat(_pieces[(end + 1)..close].Select(piece => piece.Text)) != ", map('ignoreNullFields', 'false')")
            throw SparkCommands.Unknown($"to_json without its option in {_sql}");
        text.Append("CAST(json_object(");
        Write(i + 4, end, text);
        text.Append(") AS VARCHAR)");
        return close;
    }

    private bool IsCte(int i) => i > 1 && Regex.IsMatch(_sql, $@"\b{Regex.Escape(_pieces[i].Text)}\s+AS\s*\(", RegexOptions.IgnoreCase);

    private string At(int i) => i < _pieces.Count ? _pieces[i].Text : "";

    private int Next(int i) => Enumerable.Range(i + 1, _pieces.Count - i - 1).First(at => _pieces[at].Kind is not ("blank" or "comment"));

    private int Closing(int open)
    {
        int depth = 0;
        for (int i = open; i < _pieces.Count; i++)
        {
            depth += _pieces[i].Text switch
            {
                "(" => 1,
                ")" => -1,
                _ => 0,
            };
            if (depth == 0)
                return i;
        }
        throw SparkCommands.Unknown($"a parenthesis that is never closed in {_sql}");
    }

    [GeneratedRegex(@"\Ar'\\n(?<line>.*)\(\?=\\n\)'\z", RegexOptions.Singleline)]
    private static partial Regex InnerLine();

    [GeneratedRegex(@"\A\^\(\?:.*\)\\z\z", RegexOptions.Singleline)]
    private static partial Regex Anchored();

    [GeneratedRegex(
        """
            (?<blank> \s+ ) | (?<comment> --[^\n]* | /\*.*?\*/ )
            | (?<raw> [rR]'[^']*' ) | (?<hex> [xX]'[^']*' ) | (?<literal> '(?:[^'\\]|\\.)*' ) | (?<name> `(?:[^`]|``)*` )
            | (?<number> [0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)? )
            | (?<word> [\p{L}_][\p{L}\p{N}_]* ) | (?<symbol> :: | // | -> | <> | <= | >= | \|\| | . )
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pieces();
}
