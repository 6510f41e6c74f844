using System.Globalization;
using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>The OpenAPI document, as the collection needs it.</summary>
internal sealed class Contract
{
    private readonly JsonObject _schemas;

    private Contract(JsonNode document)
    {
        _schemas = document["components"]!["schemas"]!.AsObject();
        Version = (string)document["openapi"]!;
        Title = (string)document["info"]!["title"]!;
        Description = (string)document["info"]!["description"]!;
        Teams = document["tags"]!.AsArray().ToDictionary(tag => (string)tag!["name"]!, tag => (string)tag!["description"]!);
        Operations =
        [
            .. from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select Read(path.Key, operation.Key, operation.Value!),
        ];
    }

    /// <summary>The version of OpenAPI that it is written in.</summary>
    public string Version { get; }

    /// <summary>The service's name.</summary>
    public string Title { get; }

    /// <summary>What the service is.</summary>
    public string Description { get; }

    /// <summary>The teams and what each asks.</summary>
    public IReadOnlyDictionary<string, string> Teams { get; }

    /// <summary>Every operation, in the order of the document.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>What every error looks like.</summary>
    public JsonObject ErrorSchema => InlinedSchema.Of(_schemas["ErrorEnvelope"]!, _schemas);

    /// <summary>Reads the document.</summary>
    /// <param name="document">Its text.</param>
    public static Contract Read(string document) => new(JsonNode.Parse(document)!);

    /// <summary>An operation.</summary>
    /// <param name="id">Its id.</param>
    public Operation Operation(string id) => Operations.Single(operation => operation.Id == id);

    private Operation Read(string path, string method, JsonNode operation) =>
        new(
            (string)operation["operationId"]!,
            (string)operation["tags"]![0]!,
            method.ToUpperInvariant(),
            path,
            string.Join("\n\n", new[] { (string?)operation["summary"], (string?)operation["description"] }.Where(text => text is not null)),
            operation["security"] is not null,
            [.. (operation["parameters"]?.AsArray() ?? []).Select(parameter => Parameter.Read(parameter!))],
            [.. operation["responses"]!.AsObject().SelectMany(response => Answers(response.Key, response.Value!))]
        );

    /// <summary>One for each form; one without any where the answer has no body.</summary>
    private IEnumerable<Answer> Answers(string status, JsonNode response)
    {
        var bare = new Answer(int.Parse(status, CultureInfo.InvariantCulture), (string)response["description"]!, "", [], Example: null);
        return response["content"] is not JsonObject forms
            ? [bare]
            : forms.Select(form =>
                bare with
                {
                    MediaType = form.Key.Split(';')[0],
                    Schema = InlinedSchema.Of(form.Value!["schema"]!, _schemas),
                    Example = form.Value["example"] ?? form.Value["examples"]?.AsObject().First().Value!["value"],
                }
            );
    }
}
