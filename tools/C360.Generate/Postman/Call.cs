using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>A request of the collection.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Description">What it is for, in Markdown.</param>
internal sealed record Call(string Name, string Method, string Path, string Description)
{
    /// <summary>The parameters that it lists.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Those of the query and the headers that it sends, with their values; the others are listed and switched off.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = new Dictionary<string, string>();

    /// <summary>The values of the parameters in the path.</summary>
    public IReadOnlyDictionary<string, string> InPath { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it sends the key.</summary>
    public bool SendsKey { get; init; } = true;

    /// <summary>What judges the answer.</summary>
    public string Script { get; init; } = "";

    /// <summary>The answers kept beside it.</summary>
    public IReadOnlyList<SavedExample> Examples { get; init; } = [];

    /// <summary>The request of an operation.</summary>
    /// <param name="operation">The operation.</param>
    public static Call Of(Operation operation) =>
        new(operation.Name, operation.Method, operation.Path, operation.Description)
        {
            Parameters = operation.Parameters,
            InPath = operation
                .Parameters.Where(parameter => parameter.In == "path")
                .ToDictionary(parameter => parameter.Name, parameter => $"{{{{{ChainedValues.VariableOf(operation, parameter)}}}}}"),
            SendsKey = operation.NeedsKey,
        };

    /// <summary>As the collection holds it.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["name"] = Name,
            ["event"] = new JsonArray(
                new JsonObject
                {
                    ["listen"] = "test",
                    ["script"] = new JsonObject
                    {
                        ["type"] = "text/javascript",
                        ["exec"] = new JsonArray([.. Script.ReplaceLineEndings("\n").Split('\n').Select(line => JsonValue.Create(line))]),
                    },
                }
            ),
            ["request"] = Described(Request()),
            ["response"] = new JsonArray([.. Examples.Select(example => example.ToJson())]),
        };

    /// <summary>The request alone, as a saved example repeats it.</summary>
    public JsonObject Request()
    {
        var request = new JsonObject { ["method"] = Method, ["header"] = new JsonArray([.. Listed("header")]) };
        if (!SendsKey)
            request["auth"] = new JsonObject { ["type"] = "noauth" };
        request["url"] = Url();
        return request;
    }

    private JsonObject Described(JsonObject request)
    {
        request["description"] = Description;
        return request;
    }

    private JsonObject Url()
    {
        string[] segments = [.. Path.Split('/')[1..].Select(segment => segment.Replace('{', ':').TrimEnd('}'))];
        string query = string.Join('&', Sent.Where(sent => InQuery(sent.Key)).Select(sent => $"{sent.Key}={sent.Value}"));
        var url = new JsonObject
        {
            ["raw"] = $"{{{{base_url}}}}/{string.Join('/', segments)}{(query.Length > 0 ? "?" : "")}{query}",
            ["host"] = new JsonArray("{{base_url}}"),
            ["path"] = new JsonArray([.. segments.Select(segment => JsonValue.Create(segment))]),
        };
        JsonObject[] listed = [.. Listed("query")];
        if (listed.Length > 0)
            url["query"] = new JsonArray([.. listed]);
        if (InPath.Count > 0)
            url["variable"] = new JsonArray([.. InPath.Select(value => Entry(value.Key, value.Value, Meaning(value.Key)))]);
        return url;
    }

    private bool InQuery(string name) => Parameters.Single(parameter => parameter.Name == name).In == "query";

    private string Meaning(string name) => Parameters.Single(parameter => parameter.Name == name).Description;

    private IEnumerable<JsonObject> Listed(string place)
    {
        foreach (Parameter parameter in Parameters.Where(parameter => parameter.In == place))
        {
            bool isSent = Sent.TryGetValue(parameter.Name, out string? value);
            JsonObject entry = Entry(parameter.Name, value ?? parameter.Value, parameter.Description);
            if (!isSent)
                entry["disabled"] = true;
            yield return entry;
        }
    }

    private static JsonObject Entry(string key, string value, string description) =>
        new()
        {
            ["key"] = key,
            ["value"] = value,
            ["description"] = description,
        };
}
