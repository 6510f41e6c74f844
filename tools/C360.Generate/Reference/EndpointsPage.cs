using System.Text;
using System.Text.Json.Nodes;
using C360.Application.Catalogue;
using C360.Application.Queries;

namespace C360.Generate.Reference;

/// <summary>endpoints.md: the operations of the OpenAPI document, by team, with the units that the catalogue adds.</summary>
internal static class EndpointsPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="document">The OpenAPI document.</param>
    /// <param name="queries">The named queries.</param>
    public static string Write(JsonObject document, QueryDescription[] queries)
    {
        var page = new StringBuilder(
            """
            # Endpoints

            As JSON, every success of a query or of an admin endpoint is `{"success": true, "message": …, "timestamp": …, "data": …, "count": …}`, and `meta` says which
            snapshot the data came from. A list also comes as CSV, a header and the rows, or as NDJSON, a row a line and `{"end":true,"count":…}` at the end: headers say
            there what `meta` says in JSON. Every [error](errors.md) is JSON, of one form too. The columns below are those of `data`: of each row when it is a list. The
            units are explained under [columns](columns.md#units). Who needs which scope: [production](../how-to/production.md).

            Every address that needs a key may also answer:


            """
        );
        Operation[] operations = [.. Operation.Of(document)];
        string[][] common = Common(operations);
        page.Append(StatusTable(common));
        page.Append("\n## Headers\n\nOf answers; where a header has a condition, its meaning says so.\n\n")
            .Append(HeaderTable.Write(operations));
        foreach (
            IGrouping<string, Operation> team in operations
                .GroupBy(operation => operation.Team)
                .OrderBy(team => team.Key, StringComparer.Ordinal)
        )
        {
            page.Append($"\n## {team.Key}\n");
            foreach (Operation operation in team)
                Append(page, operation, document, queries.FirstOrDefault(query => query.Name == operation.Id), common);
        }
        return page.ToString();
    }

    private static void Append(StringBuilder page, Operation operation, JsonObject document, QueryDescription? query, string[][] common)
    {
        page.Append($"\n### {operation.Method} {operation.Path}\n\n{Paragraphs((string)operation.Node["summary"]!)}\n");
        if ((string?)operation.Node["description"] is { Length: > 0 } description)
            page.Append($"\n{Paragraphs(description)}\n");
        if (operation.Parameters.Any())
            page.Append("\nParameters:\n\n")
                .Append(Markdown.Table(["name", "in", "type", "default", "limits", "meaning"], operation.Parameters.Select(ParameterRow)));
        JsonNode success = operation.Statuses.First(status => status.Status == "200").Response;
        Dictionary<string, string> units = (query?.Columns ?? [])
            .Where(column => column.Unit is not null)
            .ToDictionary(column => column.Name, column => SnakeCase.Of($"{column.Unit}"));
        if (success["content"] is JsonObject { Count: > 0 } content)
            page.Append($"\nMedia types: {string.Join(", ", content.Select(type => Markdown.Code(type.Key)))}.\n");
        if (AnswerColumn.Of(success, document) is { Length: > 0 } columns)
            page.Append("\nAnswer:\n\n")
                .Append(
                    Markdown.Table(
                        ["column", "type", "unit", "meaning"],
                        columns.Select(column =>
                            new[]
                            {
                                Markdown.Code(column.Name),
                                column.Type,
                                units.GetValueOrDefault(column.Name, ""),
                                Markdown.Text(column.Meaning),
                            }
                        )
                    )
                );
        string[][] own = [.. StatusRows(operation).Where(row => operation.Scope is null || !common.Any(row.SequenceEqual))];
        page.Append("\nStatuses:\n\n").Append(StatusTable(own));
        if (Operation.ExamplesOf(success).FirstOrDefault() is { } example)
            AppendExample(page, example.DeepClone());
    }

    /// <summary>What all that need a key have in common.</summary>
    private static string[][] Common(IEnumerable<Operation> operations)
    {
        string[][][] guarded =
        [
            .. operations.Where(operation => operation.Scope is not null).Select(operation => StatusRows(operation).ToArray()),
        ];
        return [.. guarded[0].Where(row => guarded.All(rows => rows.Any(row.SequenceEqual)))];
    }

    private static IEnumerable<string[]> StatusRows(Operation operation) =>
        operation
            .Statuses.OrderBy(status => status.Status, StringComparer.Ordinal)
            .Select(status => new[] { status.Status, Markdown.Text((string)status.Response["description"]!) });

    private static string StatusTable(IEnumerable<string[]> rows) => Markdown.Table(["status", "when"], rows);

    private static void AppendExample(StringBuilder page, JsonNode example) =>
        page.Append(Cut(example) ? "\nAn example, of each list the first:\n\n" : "\nAn example:\n\n")
            .Append(Markdown.Block("json", Operation.Indented(example)));

    /// <summary>Of a list of objects one is enough.</summary>
    private static bool Cut(JsonNode? node)
    {
        bool cut = false;
        if (node is JsonArray { Count: > 1 } list && list[0] is JsonObject)
        {
            list.RemoveRange(1, list.Count - 1);
            cut = true;
        }
        JsonNode?[] inner = node switch
        {
            JsonArray items => [.. items],
            JsonObject thing => [.. thing.Select(property => property.Value)],
            _ => [],
        };
        foreach (JsonNode? deeper in inner)
            cut |= Cut(deeper);
        return cut;
    }

    private static string[] ParameterRow(JsonNode parameter)
    {
        JsonNode schema = parameter["schema"]!;
        return
        [
            Markdown.Code((string?)parameter["name"]),
            (string)parameter["in"]!,
            schema["items"] is { } items ? $"{items["type"]}, repeatable" : (string)schema["type"]!,
            Markdown.Code(schema["default"]?.ToString()),
            Limits(schema),
            Markdown.Text((string)parameter["description"]!),
        ];
    }

    private static string Limits(JsonNode schema) =>
        schema["enum"] is JsonArray choices ? string.Join(", ", choices.Select(choice => Markdown.Code((string?)choice)))
        : schema["maxItems"] is { } values ? $"up to {values} values"
        : schema["maxLength"] is { } longest ? $"{schema["minLength"]} to {longest} characters"
        : (schema["minimum"], schema["maximum"]) switch
        {
            ({ } least, { } most) => $"{least} to {most}",
            ({ } least, null) => $"{least} or more",
            _ => "",
        };

    private static string Paragraphs(string text) =>
        string.Join("\n\n", text.Split("\n\n").Select(paragraph => Markdown.Text(paragraph.ReplaceLineEndings(" "))));
}
