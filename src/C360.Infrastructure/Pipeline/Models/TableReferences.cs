namespace C360.Infrastructure.Pipeline.Models;

/// <summary>Finds the tables that a SELECT reads: the names after FROM and JOIN, in comma lists and subqueries too, without its own CTEs.</summary>
internal sealed class TableReferences
{
    private readonly IReadOnlyList<SqlToken> _tokens;
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly Stack<Scope> _scopes = new();

    private TableReferences(IReadOnlyList<SqlToken> tokens) => _tokens = tokens;

    /// <summary>Lists the names, in lower case and ordinal order.</summary>
    /// <param name="tokens">The tokens of one SELECT.</param>
    public static IReadOnlyCollection<string> Of(IReadOnlyList<SqlToken> tokens)
    {
        var references = new TableReferences(tokens);
        references._scopes.Push(new Scope());
        for (int i = 0; i < tokens.Count; i++)
            references.Visit(i);
        return references._names;
    }

    private void Visit(int at)
    {
        SqlToken token = _tokens[at];
        Scope scope = _scopes.Peek();
        if (token.IsSymbol("("))
            Open(at, scope);
        else if (token.IsSymbol(")"))
            Close();
        else if (token.IsSymbol(","))
            scope.TableNext = scope.InFrom;
        else if (token.IsAny("SELECT", "WITH"))
            (scope.IsQuery, scope.InFrom, scope.TableNext) = (true, false, false);
        // Not in EXTRACT(YEAR FROM …) and the like, and not in IS DISTINCT FROM.
        else if (token.Is("FROM") && scope.IsQuery && !Token(at - 1).Is("DISTINCT"))
            scope.InFrom = scope.TableNext = true;
        else if (token.Is("JOIN"))
            scope.TableNext = true;
        else if (token.IsAny("WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT"))
            scope.InFrom = scope.TableNext = false;
        else if (scope.TableNext && !token.Is("LATERAL") && token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName)
            Table(at, scope);
    }

    private void Open(int at, Scope scope)
    {
        // Where a table is expected, a parenthesis holds a subquery or a join; a name before it made it a function's.
        bool joined = scope.TableNext;
        scope.TableNext = false;
        _scopes.Push(
            new Scope
            {
                InFrom = joined,
                TableNext = joined,
                Cte = CteName(at),
            }
        );
    }

    private void Close()
    {
        if (_scopes.Count == 1)
            return;
        // A CTE is known from its end on: within it, its name is still the table outside.
        if (_scopes.Pop().Cte is { } cte)
            _scopes.Peek().Ctes.Add(cte);
    }

    private void Table(int at, Scope scope)
    {
        scope.TableNext = false;
        string name = _tokens[at].Text.Trim('"', '`').ToLowerInvariant();
        bool isFunction = Token(at + 1).IsSymbol("(");
        if (!isFunction && !_scopes.Any(outer => outer.Ctes.Contains(name)))
            _names.Add(name);
    }

    /// <summary>The name that the parenthesis at this place gives a body to, as in <c>WITH name AS (</c>, or null.</summary>
    private string? CteName(int at) =>
        Token(at - 1).Is("AS")
        && Token(at - 2).Kind == SqlTokenKind.Word
        && (Token(at - 3).IsAny("WITH", "RECURSIVE") || Token(at - 3).IsSymbol(","))
            ? Token(at - 2).Text.ToLowerInvariant()
            : null;

    private SqlToken Token(int at) => at >= 0 && at < _tokens.Count ? _tokens[at] : default;

    /// <summary>What is known within one pair of parentheses.</summary>
    private sealed class Scope
    {
        public bool IsQuery { get; set; }

        public bool InFrom { get; set; }

        public bool TableNext { get; set; }

        public string? Cte { get; init; }

        public HashSet<string> Ctes { get; } = [];
    }
}
