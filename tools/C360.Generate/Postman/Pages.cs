using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>The documentation pages, which the document itself does not describe.</summary>
/// <param name="contract">What the document says.</param>
internal sealed class Pages(Contract contract)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Call> All() =>
        [
            Page("Swagger UI", "/docs", "The operations, to be tried out.", "swagger-ui"),
            Page("ReDoc", "/redoc", "The operations, to be read.", "redoc"),
            Document(),
        ];

    private static Call Page(string name, string path, string description, string content)
    {
        var call = new Call(name, "GET", path, description) { SendsKey = false };
        return call with
        {
            Script = Scripts.Join([
                "pm.test('The status is 200', () => pm.response.to.have.status(200));",
                Scripts.ContentType(MediaTypes.Html),
                $"pm.test('It is the page', () => pm.expect(pm.response.text()).to.include('{content}'));",
                "pm.test('It fetches nothing from elsewhere', () => pm.expect(pm.response.text()).to.not.match(/(?:src|href)=\"?(?:https?:)?\\/\\//));",
            ]),
            Examples =
            [
                new SavedExample(
                    name,
                    call.Request(),
                    200,
                    MediaTypes.Html,
                    $"<!DOCTYPE html>\n<html lang=\"en\">\n…<div id=\"{content}\"></div>…\n</html>"
                ),
            ],
        };
    }

    private Call Document()
    {
        var call = new Call("OpenAPI document", "GET", "/openapi.json", "What this collection is made from.") { SendsKey = false };
        var beginning = new JsonObject
        {
            ["openapi"] = contract.Version,
            ["info"] = new JsonObject { ["title"] = contract.Title, ["description"] = contract.Description },
        };
        string paths = string.Join(", ", contract.Operations.Select(operation => $"'{operation.Path}'").Distinct());
        return call with
        {
            Script = Scripts.Join([
                "pm.test('The status is 200', () => pm.response.to.have.status(200));",
                Scripts.ContentType(MediaTypes.Json),
                $$"""
                pm.test('It describes what this collection asks', () => {
                    const document = pm.response.json();
                    pm.expect(document.openapi).to.equal('{{contract.Version}}');
                    pm.expect(document.paths).to.include.all.keys({{paths}});
                });
                """,
            ]),
            Examples = [new SavedExample("Its beginning", call.Request(), 200, MediaTypes.Json, PostmanJson.Write(beginning))],
        };
    }
}
