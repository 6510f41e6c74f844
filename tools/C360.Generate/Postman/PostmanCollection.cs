using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>The Postman collection: a folder for each team, and the requests in an order in which the whole can be run.</summary>
internal static class PostmanCollection
{
    /// <summary>Who runs the service.</summary>
    public const string Admin = "Admin";

    private const string Format = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

    /// <summary>Teams come in this order, then those that are not named here, then who runs the service: what they do can change what others see.</summary>
    private static readonly string[] Order = ["Health", "Marketing", "Product", "Finance", "Customer Success", "Analytics", "Queries"];

    private const string Running = """


        Choose the environment **C360**, or set the variables `base_url` and, where the service has keys, `api_key`. Every request has a saved example and a
        script that judges the answer: status, form, envelope, fields and types. The whole collection can be run from top to bottom; ids that a request
        needs are taken from the answers before it. The folder Admin then builds the data once more and stops that again.
        """;

    /// <summary>Makes it.</summary>
    /// <param name="document">The text of the OpenAPI document.</param>
    public static string Make(string document)
    {
        var contract = Contract.Read(document);
        var collection = new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["_postman_id"] = PostmanJson.Id(contract.Title),
                ["name"] = contract.Title,
                ["description"] = contract.Description + Running.ReplaceLineEndings("\n"),
                ["schema"] = Format,
            },
            ["auth"] = Auth(),
            ["variable"] = new JsonArray([
                .. PostmanEnvironment.Variables.Select(variable => Variable(variable.Key, variable.Value)),
                .. ChainedValues.Variables(contract).Select(variable => Variable(variable, "")),
            ]),
            ["item"] = new JsonArray([.. Folders(contract)]),
        };
        return PostmanJson.Write(collection) + "\n";
    }

    private static IEnumerable<JsonObject> Folders(Contract contract)
    {
        var operations = new OperationCalls(contract);
        string[] teams =
        [
            .. contract
                .Teams.Keys.Where(team => team != Admin)
                .OrderBy(team => Array.IndexOf(Order, team) is var at and >= 0 ? at : Order.Length),
        ];
        foreach (string team in teams)
            yield return Folder(team, contract.Teams[team], operations.Of(team));
        var formats = new FormatCalls(contract);
        Call[] csv = [.. formats.Csv()];
        if (csv.Length > 0)
            yield return Folder("CSV", "The lists as tables for spreadsheets and BI tools.", csv);
        Call[] ndJson = [.. formats.NdJson()];
        if (ndJson.Length > 0)
            yield return Folder("NDJSON", "The lists that can be long as a JSON object a line, to be read while they come.", ndJson);
        yield return Folder("Errors", "How the service refuses, each way once.", new Refusals(contract).All());
        yield return Folder("Documentation", "The pages that explain the service.", new Pages(contract).All());
        yield return Folder(Admin, contract.Teams[Admin], operations.Of(Admin));
    }

    private static JsonObject Folder(string name, string description, IEnumerable<Call> calls) =>
        new()
        {
            ["name"] = name,
            ["description"] = description,
            ["item"] = new JsonArray([.. calls.Select(call => call.ToJson())]),
        };

    private static JsonObject Auth() =>
        new()
        {
            ["type"] = "apikey",
            ["apikey"] = new JsonArray(Setting("key", "X-API-Key"), Setting("value", "{{api_key}}"), Setting("in", "header")),
        };

    private static JsonObject Setting(string key, string value) =>
        new()
        {
            ["key"] = key,
            ["value"] = value,
            ["type"] = "string",
        };

    private static JsonObject Variable(string key, string value) => new() { ["key"] = key, ["value"] = value };
}
