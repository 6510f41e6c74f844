using System.Reflection;
using System.Text.RegularExpressions;
using C360.Application;
using C360.Application.Ports;
using C360.Application.Queries;

namespace C360.Infrastructure.Sql;

/// <summary>The texts of the named queries: <c>Queries/TEAM/query_name.sql</c> for each request type, embedded in this assembly.</summary>
internal sealed partial class QueryTexts : IQueryTexts
{
    private const string Folder = "C360.Infrastructure.Queries.";
    private static readonly Assembly Assembly = typeof(QueryTexts).Assembly;
    private readonly Dictionary<Type, QueryText> _texts = ApplicationServices.Catalogue.ToDictionary(
        entry => entry.Query,
        entry => Load(entry.Query)
    );

    /// <summary>The names of all texts that are embedded, as TEAM.query_name.</summary>
    public static IEnumerable<string> Embedded =>
        Assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^".sql".Length]);

    /// <summary>The text of a request type.</summary>
    /// <param name="query">The request's type.</param>
    public QueryText Of(Type query) => _texts[query];

    /// <inheritdoc/>
    public string SqlOf(Type query) => Of(query).Sql;

    /// <summary>Where the text of a request type is: TEAM.query_name.</summary>
    /// <param name="query">The request's type.</param>
    public static string NameOf(Type query) => $"{query.Namespace!.Split('.')[^1]}.{SnakeCase.Of(query.Name)}";

    private static QueryText Load(Type query)
    {
        string name = NameOf(query);
        using Stream stream =
            Assembly.GetManifestResourceStream(Folder + name + ".sql")
            ?? throw new InvalidOperationException($"{query.Name} has no text: Queries/{name.Replace('.', '/')}.sql is missing");
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd();
        return new QueryText(
            SnakeCase.Of(query.Name),
            text,
            [.. ParameterName().Matches(text).Select(match => match.Groups[1].Value).Distinct()]
        );
    }

    /// <summary>The texts are ours: none holds a colon in a literal (a house test checks the subset).</summary>
    [GeneratedRegex("(?<!:):([a-z][a-z0-9_]*)")]
    private static partial Regex ParameterName();
}
