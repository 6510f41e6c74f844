using System.Text.Json.Nodes;
using C360.Application.Catalogue;
using C360.WebApi.OpenApi;

namespace C360.Generate.Reference;

/// <summary>The pages of docs/reference: what the code says of itself, in tables.</summary>
internal static class ReferencePages
{
    private const string Folder = "docs/reference/";

    private const string Index = """
        # Reference

        What there is, exactly. These pages are written by `make generate` from the code; whoever changes the code runs it again, and a test holds them against it.

        | page | |
        | --- | --- |
        | [endpoints](endpoints.md) | every address: parameters, answer, statuses, an example |
        | [columns](columns.md) | the two views that queries read: every column with its rule, its type and its unit |
        | [sources](sources.md) | the files that a refresh reads: columns, types, what is required, what belongs to what |
        | [rules](rules.md) | the models in the order in which they run, why rows are rejected, what stops a refresh |
        | [configuration](configuration.md) | every setting: default, what is allowed, what it does |
        | [errors](errors.md) | every error: status, type, code and when it comes |

        The endpoints for programs are in [openapi.json](../../contracts/openapi.json), the named queries also at `GET /queries` of a running service.

        """;

    /// <summary>Writes all of them.</summary>
    /// <param name="described">The service.</param>
    /// <param name="document">Its OpenAPI document.</param>
    /// <returns>The texts by path.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> AllAsync(DescribedService described, string document)
    {
        JsonObject api = JsonNode.Parse(document)!.AsObject();
        QueryDescription[] queries = described.Queries;
        CodeTexts code = described.Code;
        return new Dictionary<string, string>
        {
            [Folder + "README.md"] = Index,
            [Folder + "endpoints.md"] = EndpointsPage.Write(api, queries),
            [Folder + "columns.md"] = ColumnsPage.Write(code),
            [Folder + "sources.md"] = SourcesPage.Write(code),
            [Folder + "rules.md"] = await RulesPage.WriteAsync(code),
            [Folder + "configuration.md"] = ConfigurationPage.Write(described.Options, code),
            [Folder + "errors.md"] = ErrorsPage.Write(api),
        };
    }
}
