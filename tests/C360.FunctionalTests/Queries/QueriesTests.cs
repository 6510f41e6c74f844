using System.Text.Json;
using System.Text.Json.Nodes;
using C360.Application;
using C360.Application.Catalogue;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;
using C360.Generate;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Queries;

/// <summary>What the catalogue says of a query is what the query does.</summary>
internal sealed class QueriesTests
{
    private readonly Dictionary<Scope, string> _only = [];
    private KeyFileOfTests _keys = null!;
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private JsonArray _queries = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _keys = new KeyFileOfTests();
        foreach (Scope scope in Enum.GetValues<Scope>())
            _only[scope] = _keys.Add($"only-{scope}", scope);
        _data = ManyCustomers.Create();
        _host = await ApiHost.StartAsync(_data, _keys.Settings.Union(FaultyRows.OpenGate).ToDictionary());
        (_, JsonNode body) = await SendAsync("/queries", Scope.Read);
        _queries = body["data"]!.AsArray();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
        _keys.Dispose();
    }

    [Test]
    public void Every_query_is_in_it_by_team() =>
        Assert.That(
            _queries.Select(query => (string)query!["name"]!),
            Is.EqualTo(ApplicationServices.Catalogue.Select(entry => SnakeCase.Of(entry.Query.Name)))
        );

    [Test]
    public async Task A_query_is_as_its_example_shows()
    {
        (int status, JsonNode body) = await SendAsync("/queries/churn_risk_customers", Scope.Read);
        Assert.That((status, body.ToJsonString()), Is.EqualTo((200, Examples.Read("query").ToJsonString())));
    }

    /// <summary>The example shows two of them: all would be longer than the rest of the OpenAPI document.</summary>
    [Test]
    public async Task The_list_is_as_its_example_shows()
    {
        (_, JsonNode body) = await SendAsync("/queries", Scope.Read);
        Assert.That((int)body["count"]!, Is.EqualTo(ApplicationServices.Catalogue.Count));
        body["data"] = new JsonArray([
            .. body["data"]!
                .AsArray()
                .Where(query => (string?)query!["name"] is "revenue_analysis" or "churn_risk_customers")
                .Select(query => query!.DeepClone()),
        ]);
        body["count"] = 2;
        Assert.That(body.ToJsonString(), Is.EqualTo(Examples.Read("queries").ToJsonString()));
    }

    [Test]
    public async Task A_query_by_name_is_the_one_in_the_list()
    {
        foreach (JsonNode? query in _queries)
        {
            (_, JsonNode body) = await SendAsync($"/queries/{query!["name"]}", Scope.Read);
            Assert.That(body["data"]!.ToJsonString(), Is.EqualTo(query.ToJsonString()));
        }
    }

    [TestCase("churn-risk-customers", "Query not found; did you mean churn_risk_customers?")]
    [TestCase("rfm_segmentation_", "Query not found; did you mean rfm_segmentation?")]
    [TestCase("weather", "Query not found")]
    public async Task An_unknown_query_is_not_found_and_a_near_one_is_named(string name, string message)
    {
        using HttpResponseMessage response = await GetAsync($"/queries/{name}", Scope.Read);
        JsonNode body = await ErrorAnswer.AssertAsync(response, 404, "NotFound", "query_not_found");
        Assert.That((string?)body["error_message"], Is.EqualTo(message));
    }

    [Test]
    public void Everything_has_a_sentence()
    {
        using (Assert.EnterMultipleScope())
            foreach (JsonNode? query in _queries)
            {
                Assert.That((string?)query!["summary"], Does.EndWith("."));
                foreach (JsonNode? named in query["parameters"]!.AsArray().Concat(query["columns"]!.AsArray()))
                    Assert.That((string?)named!["meaning"], Does.EndWith("."), $"{query["name"]}: {named["name"]}");
            }
    }

    [Test]
    public void The_SQL_text_is_the_file()
    {
        string folder = Path.Combine(GeneratedFiles.RootAbove(AppContext.BaseDirectory), "src/C360.Infrastructure/Queries");
        using (Assert.EnterMultipleScope())
            foreach (JsonNode? query in _queries)
            {
                string team = ((string)query!["team"]!).Replace(" ", "", StringComparison.Ordinal);
                Assert.That(
                    (string?)query["sql"],
                    Is.EqualTo(File.ReadAllText(Path.Combine(folder, team, $"{query["name"]}.sql"))).And.Not.Empty
                );
            }
    }

    [Test]
    public async Task The_columns_are_those_of_an_answer_in_order_with_their_types()
    {
        foreach (JsonNode? query in _queries)
        {
            (int status, JsonNode body) = await SendAsync(PathOf(query!), ScopeOf(query!));
            Assert.That(status, Is.EqualTo(200), $"{query!["name"]}");
            Assert.That(body["data"] is JsonArray, Is.EqualTo((bool)query["is_list"]!), $"{query["name"]}");
            JsonObject[] rows = body["data"] is JsonArray list ? [.. list.Select(row => row!.AsObject())] : [body["data"]!.AsObject()];
            Assert.That(rows, Is.Not.Empty, $"{query["name"]}");
            foreach (JsonObject row in rows)
            {
                Assert.That(
                    row.Select(column => column.Key),
                    Is.EqualTo(query["columns"]!.AsArray().Select(column => (string)column!["name"]!))
                );
                foreach (JsonNode? column in query["columns"]!.AsArray())
                    Assert.That(Fits(row[(string)column!["name"]!], column), $"{query["name"]}.{column["name"]}: {row.ToJsonString()}");
            }
        }
    }

    [Test]
    public async Task A_query_is_for_keys_with_its_scope()
    {
        foreach (JsonNode? query in _queries)
        foreach (Scope scope in Enum.GetValues<Scope>())
        {
            (int status, _) = await SendAsync(PathOf(query!), scope);
            Assert.That(status, Is.EqualTo(scope == ScopeOf(query!) ? 200 : 403), $"{query!["name"]} with {scope}");
        }
    }

    [Test]
    public async Task The_catalogue_is_for_keys_with_the_scope_read()
    {
        foreach (string path in (string[])["/queries", "/queries/churn_risk_customers"])
        {
            using HttpResponseMessage stranger = await _host.Client.GetAsync(path);
            Assert.That((int)stranger.StatusCode, Is.EqualTo(401));
            foreach (Scope scope in Enum.GetValues<Scope>())
                Assert.That((await SendAsync(path, scope)).Status, Is.EqualTo(scope == Scope.Read ? 200 : 403), $"{path} with {scope}");
        }
    }

    [Test]
    public void It_is_worked_out_once()
    {
        IQueryCatalogue catalogue = _host.Services.GetRequiredService<IQueryCatalogue>();
        QueryDescription[] first = catalogue.All;
        Assert.That(catalogue.All, Is.SameAs(first));
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(string path, Scope scope)
    {
        using HttpResponseMessage response = await GetAsync(path, scope);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Scope scope)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-API-Key", _only[scope]);
        return await _host.Client.SendAsync(request);
    }

    private static string PathOf(JsonNode query) => ((string)query["path"]!).Replace("{customer_id}", "A%2FB", StringComparison.Ordinal);

    private static Scope ScopeOf(JsonNode query) => Enum.Parse<Scope>((string)query["scope"]!, ignoreCase: true);

    private static bool Fits(JsonNode? value, JsonNode column) =>
        value is null
            ? (bool)column["nullable"]!
            : (string?)column["type"] switch
            {
                "integer" => value.GetValueKind() == JsonValueKind.Number && !value.ToJsonString().Contains('.', StringComparison.Ordinal),
                "number" => value.GetValueKind() == JsonValueKind.Number,
                "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
                "object" => value is JsonObject,
                "date" => DateOnly.TryParseExact((string?)value, "yyyy-MM-dd", out _),
                "timestamp" => DateTime.TryParseExact((string?)value, "yyyy-MM-dd'T'HH:mm:ss'Z'", null, default, out _),
                "string" => value.GetValueKind() == JsonValueKind.String,
                _ => false,
            };
}
