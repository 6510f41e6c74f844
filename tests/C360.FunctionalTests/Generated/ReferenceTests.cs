using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.Application.Catalogue;
using C360.Application.Queries;
using C360.Domain.Sources;
using C360.Domain.Views;
using C360.Generate;

namespace C360.FunctionalTests.Generated;

/// <summary>What there is in the code is on its page of docs/reference, whoever writes the pages.</summary>
internal sealed partial class ReferenceTests
{
    private static readonly string Root = GeneratedFiles.RootAbove(AppContext.BaseDirectory);

    private static string[] Pages => [.. Directory.EnumerateFiles(Path.Combine(Root, "docs/reference"), "*.md")];

    [Test]
    public void Every_setting_is_in_configuration_with_its_default()
    {
        string page = Page("configuration");
        (string Name, string Value)[] settings =
        [
            .. Setting().Matches(Text(".env.example")).Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
        ];
        Assert.That(settings, Has.Length.GreaterThan(30));
        using (Assert.EnterMultipleScope())
            foreach ((string name, string value) in settings)
            {
                // What .env.example says of SECRET_KEY is no default.
                string given = value.Length == 0 || name == "SECRET_KEY" ? "" : $" `{value}` |";
                Assert.That(page, Does.Contain($"\n| `{name}` |{given}"));
            }
    }

    [Test]
    public void Every_column_of_every_source_is_in_sources()
    {
        string page = Page("sources");
        using (Assert.EnterMultipleScope())
            foreach (Source source in DeclaredSources.All)
            {
                string section = Section(page, $"## {source.Name}\n");
                foreach (SourceColumn column in source.Columns)
                {
                    string row = Row(section, column.Name);
                    Assert.That(row, Does.Contain($"| {SnakeCase.Of($"{column.Shape}")} |{(column.Required ? " yes |" : "")}"));
                    Assert.That(column.Known.Where(value => !row.Contains($"`{value}`", StringComparison.Ordinal)), Is.Empty, row);
                }
                foreach (SourceParent parent in source.Parents)
                    Assert.That(section, Does.Contain($"`{parent.Source}`"));
            }
    }

    [Test]
    public void Every_column_of_every_final_view_is_in_columns()
    {
        string page = Page("columns");
        using (Assert.EnterMultipleScope())
            foreach (FinalView view in FinalView.All)
            foreach (ViewColumn column in view.Columns)
                Assert.That(
                    Row(Section(page, $"## {view.Name}\n"), column.Name),
                    Does.StartWith($"| `{column.Name}` | {column.Type} | {(column.Unit is { } unit ? SnakeCase.Of($"{unit}") : "")} |")
                );
    }

    [Test]
    public async Task Every_query_is_in_endpoints_with_its_parameters_and_columns()
    {
        await using var described = DescribedService.Create();
        string page = Page("endpoints");
        using (Assert.EnterMultipleScope())
            foreach (QueryDescription query in described.Queries)
            {
                string section = Section(page, $"### GET {query.Path}\n");
                (string parameters, string answer) = (section.Split("\nAnswer:\n")[0], section.Split("\nAnswer:\n")[1]);
                foreach (ParameterDescription parameter in query.Parameters.Where(parameter => Limits(parameter).Length > 0))
                    Assert.That(
                        CellOf(parameters, parameter.Name, "limits"),
                        Is.EqualTo(Limits(parameter)),
                        $"{query.Path} {parameter.Name}"
                    );
                foreach (ColumnDescription column in query.Columns)
                {
                    Assert.That(
                        CellOf(answer, column.Name, "type"),
                        Is.EqualTo($"{column.Type}{(column.Nullable ? " or null" : "")}"),
                        $"{query.Path} {column.Name}"
                    );
                    Assert.That(
                        CellOf(answer, column.Name, "unit"),
                        Is.EqualTo(column.Unit is { } unit ? SnakeCase.Of($"{unit}") : ""),
                        $"{query.Path} {column.Name}"
                    );
                }
            }
    }

    [Test]
    public void Every_operation_is_in_endpoints_with_its_statuses_and_an_example()
    {
        string page = Page("endpoints");
        string head = page[..page.IndexOf("\n## ", StringComparison.Ordinal)];
        JsonNode document = JsonNode.Parse(Text("contracts/openapi.json"))!;
        using (Assert.EnterMultipleScope())
            foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                string section = Section(page, $"### {method.ToUpperInvariant()} {path}\n");
                foreach ((string status, _) in operation!["responses"]!.AsObject())
                    Assert.That(head + section, Does.Contain($"\n| {status} | "), path);
                if (operation["responses"]!["200"]!["content"]!["application/json"] is not null)
                    Assert.That(section, Does.Contain("```json\n{"), path);
            }
    }

    [Test]
    public void Every_header_and_every_media_type_of_the_document_is_in_endpoints()
    {
        string page = Page("endpoints");
        string headers = Section(page, "## Headers\n");
        var seen = new HashSet<string>();
        JsonNode document = JsonNode.Parse(Text("contracts/openapi.json"))!;
        using (Assert.EnterMultipleScope())
            foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            foreach ((string status, JsonNode? response) in operation!["responses"]!.AsObject())
            {
                foreach ((string header, _) in response!["headers"]?.AsObject() ?? [])
                {
                    seen.Add(header);
                    string statuses = CellOf(headers, header, "statuses");
                    Assert.That(statuses == "any" || statuses.Split(", ").Contains(status), $"{header} of {status}: {statuses}");
                }
                foreach ((string type, _) in (status == "200" ? response["content"]?.AsObject() : null) ?? [])
                    Assert.That(Section(page, $"### {method.ToUpperInvariant()} {path}\n"), Does.Match($"\nMedia types: .*`{type}`"), path);
            }
        Assert.That(seen, Is.SupersetOf((string[])["ETag", "Vary", "Age", "Content-Disposition", "RateLimit", "C360-Data-Version"]));
    }

    [Test]
    public void Every_error_that_the_code_has_is_in_errors()
    {
        string page = Page("errors");
        string code = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(Root, "src/C360.WebApi/Http"), "*.cs")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
        );
        string[] codes = [.. ErrorCode().Matches(code).Select(match => match.Groups[1].Value)];
        string[] types = [.. ErrorType().Matches(code).Select(match => match.Groups[1].Value)];
        Assert.That(codes, Does.Contain("scope_missing").And.Contain("credential_missing").And.Contain("route_not_found"));
        Assert.That(types, Does.Contain("Forbidden").And.Contain("Unauthorized").And.Contain("BadRequest"));
        Assert.That(codes.Concat(types).Where(name => !page.Contains($"| `{name}` |", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Every_model_is_in_rules_after_those_that_it_reads()
    {
        string page = Page("rules");
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Root, "pipeline"), "*.sql", SearchOption.AllDirectories)];
        string[] names = [.. files.Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.That(names, Has.Length.GreaterThan(10));
        foreach (string file in files)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string section = Section(page, $"### {name}\n");
            string sql = File.ReadAllText(file);
            Assert.That(section, Does.Contain(sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..].TrimEnd()), name);
            foreach (string read in names.Where(read => section.Contains($"`{read}`", StringComparison.Ordinal)))
                Assert.That(Place(read), Is.LessThan(Place(name)), $"{name} reads {read}");
        }

        int Place(string model) => page.IndexOf($"### {model}\n", StringComparison.Ordinal);
    }

    [Test]
    public void Every_row_of_a_table_has_as_many_cells_as_its_head()
    {
        using (Assert.EnterMultipleScope())
            foreach (string page in Pages)
            {
                int cells = 0;
                foreach (string line in File.ReadLines(page))
                {
                    int here = line.StartsWith('|') ? Cell().Count(line) : 0;
                    Assert.That(here, cells == 0 || here == 0 ? Is.Not.EqualTo(1) : Is.EqualTo(cells), line);
                    cells = here;
                }
            }
    }

    [Test]
    public void Every_link_to_a_heading_finds_it()
    {
        string[] links =
        [
            .. Pages.SelectMany(page => Anchor().Matches(File.ReadAllText(page)).Select(match => $"{match.Groups[1]}#{match.Groups[2]}")),
        ];
        Assert.That(links, Is.Not.Empty);
        Assert.That(
            links
                .Distinct()
                .Where(link =>
                    !Heading()
                        .Matches(File.ReadAllText(Path.Combine(Root, "docs/reference", link.Split('#')[0])))
                        .Any(heading => heading.Groups[1].Value.ToLowerInvariant().Replace(' ', '-') == link.Split('#')[1])
                ),
            Is.Empty
        );
    }

    [Test]
    public void The_index_names_every_page() =>
        Assert.That(
            Pages
                .Select(page => Path.GetFileName(page))
                .Where(page => page != "README.md" && !Page("README").Contains($"({page})", StringComparison.Ordinal)),
            Is.Empty
        );

    private static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Page(string name) => Text($"docs/reference/{name}.md");

    /// <summary>From a heading to the next.</summary>
    private static string Section(string page, string heading)
    {
        int start = page.IndexOf("\n" + heading, StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, heading);
        int end = page.IndexOf("\n##", start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    private static string Row(string section, string name) =>
        section.Split('\n').FirstOrDefault(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal)) ?? $"no row of {name}";

    /// <summary>What the row of a name has in a column; nothing when the table does not have the column, because no row has anything there.</summary>
    private static string CellOf(string section, string name, string column)
    {
        string row = Row(section, name);
        string head = section[..(section.IndexOf(row, StringComparison.Ordinal) is > 0 and var at ? at : 0)]
            .Split('\n')
            .LastOrDefault(HeadOfTable().IsMatch, "");
        int index = Array.IndexOf(head.Split(" | ").Select(cell => cell.Trim('|', ' ')).ToArray(), column);
        return index < 0 ? "" : row.Split(" | ")[index].Trim('|', ' ');
    }

    private static string Limits(ParameterDescription parameter) =>
        parameter switch
        {
            { Choices: { } choices } => string.Join(", ", choices.Select(choice => $"`{choice}`")),
            { MostValues: { } values } => $"up to {values} values",
            { Minimum: { } least, Maximum: { } most } => $"{least} to {most}",
            { Minimum: { } least } => $"{least} or more",
            _ => "",
        };

    [GeneratedRegex(@"^\| (name|column|header) \|")]
    private static partial Regex HeadOfTable();

    [GeneratedRegex("^([A-Z0-9_]+)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("(?:Code = |Unauthorized\\()\"([a-z_]+)\"")]
    private static partial Regex ErrorCode();

    [GeneratedRegex("new(?: Error)?\\((?:\\d+|status), \"([A-Z]\\w+)\"")]
    private static partial Regex ErrorType();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cell();

    [GeneratedRegex(@"\]\(([^)#\s:]+)#([^)\s]+)\)")]
    private static partial Regex Anchor();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
