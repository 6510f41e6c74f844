using C360.Infrastructure.Pipeline.Models;

namespace C360.UnitTests.House;

/// <summary>Judges whether a text keeps to the SQL that means the same on DuckDB and on Spark.</summary>
internal sealed class PortableSql
{
    private static readonly string[] Symbols =
    [
        "(",
        ")",
        ",",
        ".",
        "*",
        "+",
        "-",
        "/",
        "%",
        "=",
        "<>",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        "||",
        ":",
    ];

    private static readonly string[] Types = ["INT", "BIGINT", "DOUBLE", "DECIMAL", "STRING", "DATE", "TIMESTAMP", "BOOLEAN"];

    private static readonly string[] Functions = """
        ABS ARRAY_AGG ARRAY_SORT AVG BOOL_AND BOOL_OR CAST CEIL COALESCE COUNT DATE_ADD DATE_TRUNC DENSE_RANK FIRST_VALUE FLOOR GREATEST LAG
        LAST_VALUE LEAD LEAST LENGTH LOWER MAX MAX_BY MIN MIN_BY NTILE NULLIF PERCENTILE_CONT RANK ROUND ROW_NUMBER SUBSTR SUM TRIM TRY_CAST
        UNIX_DATE UPPER
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    // Words that are no functions though a parenthesis may follow them.
    private static readonly string[] Openers = """
        ALL AND AS BY CASE DECIMAL DISTINCT ELSE EXCEPT FILTER FROM GROUP HAVING IN INTERSECT JOIN NOT ON OR OVER SELECT THEN UNION USING VALUES
        WHEN WHERE
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ASOF"] = "Spark has no ASOF JOIN",
        ["CURRENT_DATE"] = "nothing reads the clock: as_of is in run",
        ["CURRENT_TIME"] = "nothing reads the clock: as_of is in run",
        ["CURRENT_TIMESTAMP"] = "nothing reads the clock: profile_created_at is in run",
        ["DIV"] = "DuckDB has no DIV: CAST(FLOOR(a / b) AS BIGINT)",
        ["EXCLUDE"] = "Spark 3.5 has no * EXCLUDE: name the columns",
        ["EXISTS"] = "write a SEMI JOIN or an ANTI JOIN",
        ["GLOB"] = "Spark has no GLOB",
        ["INTERVAL"] = "a date and an interval make a TIMESTAMP on DuckDB: date_add(d, n)",
        ["LOCALTIME"] = "nothing reads the clock: as_of is in run",
        ["LOCALTIMESTAMP"] = "nothing reads the clock: as_of is in run",
        ["PIVOT"] = "its syntax differs",
        ["POSITIONAL"] = "Spark has no POSITIONAL JOIN",
        ["QUALIFY"] = "Spark has no QUALIFY: a subquery with ROW_NUMBER()",
        ["RLIKE"] = "DuckDB has no RLIKE",
        ["UNPIVOT"] = "its syntax differs",
    };

    private readonly string _sql;
    private readonly SqlToken[] _tokens;
    private readonly List<string> _faults = [];

    private PortableSql(string sql) => (_sql, _tokens) = (sql, SqlTokens.Of(sql));

    /// <summary>Lists what is not portable, each with its line.</summary>
    public static IReadOnlyList<string> Faults(string sql)
    {
        var check = new PortableSql(sql);
        if (!check.At(0).IsAny("SELECT", "WITH"))
            check.Fault(0, "a text is one SELECT");
        for (int i = 0; i < check._tokens.Length; i++)
        {
            check.Token(i);
            check.Word(i);
            check.Call(i);
        }
        return check._faults;
    }

    private void Token(int i)
    {
        SqlToken token = At(i);
        switch (token.Kind)
        {
            case SqlTokenKind.Symbol when !Symbols.Contains(token.Text):
                Fault(i, $"{token.Text} is not in both dialects");
                break;
            case SqlTokenKind.QuotedName:
                Fault(i, $"{token.Text}: the dialects quote names differently");
                break;
            case SqlTokenKind.Literal when token.Text.Trim('\'').IndexOfAny(['\\', '\'', '\n']) >= 0:
                Fault(i, $"{token.Text}: no quote, backslash or line end in a literal");
                break;
            case SqlTokenKind.Number when token.Text.Contains('.') && !token.Text.Contains('e', StringComparison.OrdinalIgnoreCase):
                Fault(i, $"{token.Text}: decimal literals divide differently; write {token.Text}e0");
                break;
        }
        if (token.IsSymbol("-") && (IsDate(i - 1, -1) || IsDate(i + 1, 1)))
            Fault(i, "dates are not subtracted: unix_date(a) - unix_date(b)");
    }

    private void Word(int i)
    {
        SqlToken token = At(i);
        if (token.Kind == SqlTokenKind.Word && Words.TryGetValue(token.Text, out string? instead))
            Fault(i, $"{token.Text}: {instead}");
        if (token.IsAny("SEMI", "ANTI") && At(i - 1).Is("LEFT"))
            Fault(i, "DuckDB has no LEFT SEMI or LEFT ANTI JOIN: leave LEFT out");
        if (token.Is("NOT") && At(i + 1).Is("IN") && At(i + 3).Is("SELECT"))
            Fault(i, "NOT IN over a query is empty once a null is in it: ANTI JOIN");
    }

    private void Call(int i)
    {
        SqlToken name = At(i);
        if (name.Kind != SqlTokenKind.Word || !At(i + 1).IsSymbol("("))
            return;
        string called = name.Text.ToUpperInvariant();
        if (!Functions.Contains(called) && !Openers.Contains(called) && !IsCte(i))
            Fault(i, $"{name.Text}() is not known to be the same in both dialects");
        if (name.IsAny("CAST", "TRY_CAST") && !Types.Contains(CastType(i + 1).ToUpperInvariant()))
            Fault(i, $"{CastType(i + 1)} is not a type of both dialects");
        if (name.Is("SUM") && !Enclosing(i).Any(outer => At(outer - 1).IsAny("CAST", "TRY_CAST")))
            Fault(i, "SUM has another type in each dialect: CAST(SUM(x) AS …)");
        if (name.Is("ROUND") && !IsRoundedOverDecimal(i))
            Fault(i, "ROUND(CAST(x AS DECIMAL(18, 6)), n), or ROUND(CAST(x AS DECIMAL(28, 12)), 4)");
    }

    private bool IsRoundedOverDecimal(int round)
    {
        int cast = round + 2;
        if (!At(cast).Is("CAST") || !At(cast + 1).IsSymbol("("))
            return false;
        int close = Closing(cast + 1);
        string places = At(close + 2).Text ?? "";
        string type = string.Concat(_tokens[(close - 6)..close].Select(token => token.Text));
        return At(close + 1).IsSymbol(",")
            && At(close + 3).IsSymbol(")")
            && type.Equals(places == "4" ? "DECIMAL(28,12)" : "DECIMAL(18,6)", StringComparison.OrdinalIgnoreCase);
    }

    private string CastType(int open)
    {
        int close = Closing(open);
        int last = At(close - 1).IsSymbol(")") ? Enumerable.Range(open, close - open).Last(i => At(i).IsSymbol("(")) - 1 : close - 1;
        return At(last - 1).Is("AS") ? At(last).Text : "(no type)";
    }

    /// <summary>Whether the operand that begins or ends here is a date, as far as its name or cast tells.</summary>
    private bool IsDate(int i, int direction)
    {
        SqlToken token = At(i);
        if (direction < 0)
            return token.IsSymbol(")")
                ? At(i - 1).Is("DATE")
                : IsDateName(token) || (token.Kind == SqlTokenKind.Literal && At(i - 1).Is("DATE"));
        if (token.Is("CAST"))
            return CastType(i + 1).Equals("DATE", StringComparison.OrdinalIgnoreCase);
        while (At(i + 1).IsSymbol("."))
            i += 2;
        return (IsDateName(At(i)) && !At(i + 1).IsSymbol("(")) || (token.Is("DATE") && At(i + 1).Kind == SqlTokenKind.Literal);
    }

    private static bool IsDateName(SqlToken token) =>
        token.Kind == SqlTokenKind.Word
        && (
            token.Is("as_of")
            || token.Text.EndsWith("_date", StringComparison.OrdinalIgnoreCase)
            || token.Text.EndsWith("_on", StringComparison.OrdinalIgnoreCase)
        );

    private bool IsCte(int i) => At(i - 1).IsAny("WITH", "RECURSIVE");

    private IEnumerable<int> Enclosing(int i)
    {
        for (int at = i - 1, depth = 0; at >= 0; at--)
        {
            depth +=
                At(at).IsSymbol(")") ? 1
                : At(at).IsSymbol("(") ? -1
                : 0;
            if (depth < 0)
            {
                depth = 0;
                yield return at;
            }
        }
    }

    private int Closing(int open)
    {
        int depth = 0;
        for (int i = open; i < _tokens.Length; i++)
        {
            depth +=
                At(i).IsSymbol("(") ? 1
                : At(i).IsSymbol(")") ? -1
                : 0;
            if (depth == 0)
                return i;
        }
        return _tokens.Length;
    }

    private SqlToken At(int i) => i >= 0 && i < _tokens.Length ? _tokens[i] : default;

    private void Fault(int i, string fault) => _faults.Add($"line {_sql[..At(i).Start].Count(c => c == '\n') + 1}: {fault}");
}
