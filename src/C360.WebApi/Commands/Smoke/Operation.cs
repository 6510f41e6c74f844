using System.Globalization;
using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>An operation of the document.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Its path, with names of parameters in braces.</param>
/// <param name="Scope">What a key must be good for; null: nothing.</param>
/// <param name="Parameters">What can be asked.</param>
/// <param name="Answers">By status and media type, what the body is.</param>
internal sealed record Operation(
    string Id,
    string Method,
    string Path,
    string? Scope,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyDictionary<int, IReadOnlyDictionary<string, JsonElement>> Answers
)
{
    private const char Brace = '{';

    /// <summary>The list that its path begins with, when the path names one of its rows; else null.</summary>
    public string? List => Path.IndexOf(Brace) is > 0 and var at ? Path[..(at - 1)] : null;

    /// <summary>The name in braces.</summary>
    public string? RowName => List is null ? null : Path[(Path.IndexOf(Brace) + 1)..Path.IndexOf('}')];

    /// <summary>Whether an answer can have no data because no snapshot is there: then it comes from one, and says from which.</summary>
    public bool IsOfSnapshot => Answers.ContainsKey(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Whether it can be answered in a media type.</summary>
    /// <param name="mediaType">The media type.</param>
    public bool Speaks(string mediaType) => Answers.GetValueOrDefault(StatusCodes.Status200OK)?.ContainsKey(mediaType) == true;

    /// <summary>Whether it has a parameter.</summary>
    /// <param name="name">The parameter's name.</param>
    public bool Takes(string name) => Parameters.Any(parameter => parameter.Name == name && parameter.In == "query");

    /// <summary>The path of one row.</summary>
    /// <param name="value">What stands for the name in braces.</param>
    public string PathOf(string value) => Path.Replace($"{Brace}{RowName}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);

    /// <summary>Whether a path is one of its own.</summary>
    /// <param name="path">The path, without a query string.</param>
    public bool Matches(string path)
    {
        string[] mine = Path.Split('/'),
            its = path.Split('/');
        return mine.Length == its.Length && mine.Zip(its).All(pair => pair.First == pair.Second || pair.First.StartsWith(Brace));
    }

    /// <summary>Reads one.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="method">Its method, as the document writes it.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="schemas">Knows what references stand for.</param>
    public static Operation Read(string path, string method, JsonElement operation, SchemaJudge schemas) =>
        new(
            operation.GetProperty("operationId").GetString()!,
            method.ToUpperInvariant(),
            path,
            ScopeOf(operation),
            operation.TryGetProperty("parameters", out JsonElement parameters)
                ?
                [
                    .. parameters
                        .EnumerateArray()
                        .Select(schemas.Resolved)
                        .Select(parameter => new Parameter(
                            parameter.GetProperty("name").GetString()!,
                            parameter.GetProperty("in").GetString()!,
                            parameter.TryGetProperty("required", out JsonElement required) && required.GetBoolean(),
                            schemas.Resolved(parameter.GetProperty("schema"))
                        )),
                ]
                : [],
            operation
                .GetProperty("responses")
                .EnumerateObject()
                .Where(answer => answer.Name.All(char.IsAsciiDigit))
                .ToDictionary(
                    answer => int.Parse(answer.Name, CultureInfo.InvariantCulture),
                    IReadOnlyDictionary<string, JsonElement> (answer) => Bodies(schemas.Resolved(answer.Value))
                )
        );

    private static Dictionary<string, JsonElement> Bodies(JsonElement answer) =>
        answer.TryGetProperty("content", out JsonElement content)
            ? content.EnumerateObject().ToDictionary(body => body.Name.Split(';')[0].Trim(), body => body.Value.GetProperty("schema"))
            : [];

    /// <summary>The first way in speaks for all: the same key, sent in one header or another.</summary>
    private static string? ScopeOf(JsonElement operation) =>
        operation.TryGetProperty("security", out JsonElement ways)
            ? ways.EnumerateArray()
                .SelectMany(way => way.EnumerateObject())
                .SelectMany(way => way.Value.EnumerateArray())
                .Select(scope => scope.GetString())
                .FirstOrDefault()
            : null;
}
