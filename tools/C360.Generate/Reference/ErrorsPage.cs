using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using C360.WebApi.Http;

namespace C360.Generate.Reference;

/// <summary>errors.md: the errors of all operations, and those of the host.</summary>
internal static class ErrorsPage
{
    /// <summary>What the host refuses before any operation is asked, so that the document does not know it.</summary>
    private static readonly (int Status, string When)[] OfTheHost =
    [
        (400, "The request is no good HTTP."),
        (404, "The path is none of the service's."),
        (405, "The path is there, but not for this method."),
        (431, "The headers are too large."),
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="document">The OpenAPI document.</param>
    public static string Write(JsonObject document)
    {
        var page = new StringBuilder(
            """
            # Errors

            Every error has the same form. Programs decide by `error_type`, or by `error_details.code`, which is finer; `error_message` is for people and may change. The
            `trace_id` is that of the service's log, which tells more. `error_details.errors` is there with `ValidationError` only: the messages of each parameter.


            """
        );
        JsonNode[] bodies =
        [
            .. Operation.Of(document).SelectMany(operation => operation.Statuses).SelectMany(Errors),
            .. OfTheHost.Select(error => Body(error.Status)),
        ];
        JsonNode shown = bodies.First(body => body["error_details"]!["errors"] is not null);
        page.Append(Markdown.Block("json", Operation.Indented(shown)))
            .Append('\n')
            .Append(Markdown.Table(["status", "error_type", "code", "message, or one like it", "when"], Rows(document)));
        return page.ToString();
    }

    private static IEnumerable<string[]> Rows(JsonObject document) =>
        Operation
            .Of(document)
            .SelectMany(operation => operation.Statuses)
            .SelectMany(status => Errors(status).Select(body => (Body: body, When: (string)status.Response["description"]!)))
            .Concat(OfTheHost.Select(error => (Body: (JsonNode)Body(error.Status), error.When)))
            .GroupBy(error => (string)error.Body["error_details"]!["code"]!)
            .Select(same => same.First())
            .OrderBy(error => (int)error.Body["error_details"]!["status_code"]!)
            .ThenBy(error => (string)error.Body["error_details"]!["code"]!, StringComparer.Ordinal)
            .Select(error =>
                new[]
                {
                    ((int)error.Body["error_details"]!["status_code"]!).ToString(CultureInfo.InvariantCulture),
                    Markdown.Code((string?)error.Body["error_type"]),
                    Markdown.Code((string?)error.Body["error_details"]!["code"]),
                    Markdown.Text((string)error.Body["error_message"]!),
                    Markdown.Text(error.When),
                }
            );

    private static IEnumerable<JsonNode> Errors((string Status, JsonNode Response) status) =>
        Operation.ExamplesOf(status.Response).Where(example => (example as JsonObject)?["error_type"] is not null);

    private static JsonObject Body(int status)
    {
        Error error = Error.Of(status);
        return new JsonObject
        {
            ["error_type"] = error.Type,
            ["error_message"] = error.Message,
            ["error_details"] = new JsonObject { ["status_code"] = status, ["code"] = error.Code },
        };
    }
}
