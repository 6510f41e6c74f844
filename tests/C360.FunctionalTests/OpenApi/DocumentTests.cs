using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Telemetry;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.FunctionalTests.OpenApi;

/// <summary>The document says of every operation what product.md says.</summary>
internal sealed partial class DocumentTests
{
    private const string Limit = "limit integer default=50 min=1 max=1000";
    private const string Format = "format string of json|csv|ndjson";
    private const string Tag = "If-None-Match string";
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private string _text = null!;
    private JsonNode _document = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(_data);
        _text = await _host.Client.GetStringAsync("/openapi.json");
        _document = JsonNode.Parse(_text)!;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public void It_is_valid_OpenApi_3_1()
    {
        ReadResult read = OpenApiDocument.Parse(_text, OpenApiConstants.Json);
        Assert.That(read.Diagnostic?.Errors, Is.Empty);
        Assert.That(read.Diagnostic?.SpecificationVersion, Is.EqualTo(OpenApiSpecVersion.OpenApi3_1));
    }

    [Test]
    public async Task It_is_rendered_once()
    {
        int rendered = 0;
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C2" });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: services =>
                services.ConfigureSwaggerGen(options => options.DocumentFilter<CountedDocument>(() => Interlocked.Increment(ref rendered)))
        );
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Client.GetStringAsync("/openapi.json")));
        Assert.That(await host.Client.GetStringAsync("/openapi.json"), Is.EqualTo(_text));
        Assert.That(rendered, Is.EqualTo(1));
    }

    private sealed class CountedDocument(Func<int> count) : IDocumentFilter
    {
        public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context) => count();
    }

    [Test]
    public async Task It_is_the_same_in_every_process()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C2" });
        await using ApiHost other = await ApiHost.StartAsync(data);
        Assert.That(await other.Client.GetStringAsync("/openapi.json"), Is.EqualTo(_text));
    }

    [Test]
    public void It_has_every_operation_of_the_contract() =>
        Assert.That(
            Operations().Select(operation => operation.Id),
            Is.EquivalentTo(
                (string[])
                    [
                        "customer_health_overview",
                        "churn_risk_customers",
                        "loyalty_program_metrics",
                        "customer_segmentation",
                        "digital_engagement_analysis",
                        "cross_sell_opportunities",
                        "category_insights",
                        "customer_lifetime_value",
                        "revenue_analysis",
                        "rfm_segmentation",
                        "profitability_metrics",
                        "support_insights",
                        "lifecycle_analysis",
                        "customer_profiles",
                        "customer_profile_by_id",
                        "health",
                        "live",
                        "ready",
                        "refresh_data",
                        "refreshes",
                        "cancel_refresh",
                        "schedule",
                        "refresh",
                        "snapshots",
                        "activate_snapshot",
                        "metrics",
                        "prometheus_metrics",
                        "data_quality",
                        "rejected_rows",
                        "queries",
                        "query",
                    ]
            )
        );

    [TestCase("churn_risk_customers", "min_lifetime_value number default=1000 min=0", Limit, Format, Tag)]
    [TestCase("cross_sell_opportunities", Limit, Format, Tag)]
    [TestCase(
        "customer_segmentation",
        "by string default=value_segment of value_segment|customer_segment|loyalty_tier|generation_segment|customer_tenure_segment|customer_status",
        Format,
        Tag
    )]
    [TestCase("profitability_metrics", "by string default=loyalty_tier of loyalty_tier|customer_segment|value_segment", Format, Tag)]
    [TestCase(
        "customer_profiles",
        "customer_status array<string> most=20",
        "customer_segment array<string> most=20",
        "loyalty_tier array<string> most=20",
        "min_health_score number min=1 max=5",
        "max_health_score number min=1 max=5",
        "min_lifetime_value number min=0",
        "max_lifetime_value number min=0",
        "churn_risk_only boolean default=false",
        "has_app_usage boolean",
        "limit integer default=100 min=1 max=1000",
        Format,
        Tag
    )]
    [TestCase("customer_profile_by_id", "customer_id string required", Tag)]
    [TestCase("refresh_data", "force_refresh boolean default=false", "Idempotency-Key string")]
    [TestCase("refresh", "id string required")]
    [TestCase("refreshes", Limit, Format)]
    [TestCase("cancel_refresh", "id string required")]
    [TestCase("schedule")]
    [TestCase("snapshots", Format)]
    [TestCase("activate_snapshot", "version string required")]
    [TestCase(
        "rejected_rows",
        "source string of customer/customers|customer/loyalty_program|customer/support_tickets|customer/app_usage|sales/transactions"
            + "|sales/transaction_items|products/products|logistics/shipments",
        "reason string of missing|unparsable|out_of_range|orphan|orphan_of_rejected|duplicate_key",
        "limit integer default=100 min=1 max=1000",
        "after integer default=0 min=0",
        Format,
        Tag
    )]
    [TestCase("queries", Format)]
    [TestCase("query", "name string required")]
    [TestCase("revenue_analysis", Format, Tag)]
    [TestCase("metrics")]
    [TestCase("health")]
    public void Parameters_have_type_default_limits_and_choices(string operation, params string[] parameters) =>
        Assert.That(ParametersOf(Operation(operation)).Select(Said), Is.EqualTo(parameters));

    [Test]
    public void Every_operation_and_parameter_says_what_it_is_for() =>
        Assert.Multiple(() =>
        {
            foreach ((string id, JsonNode operation) in Operations())
            {
                Assert.That((string?)operation["summary"], Does.EndWith(".").And.Length.GreaterThan(10), id);
                foreach (JsonNode parameter in ParametersOf(operation))
                    Assert.That((string?)parameter["description"], Does.EndWith("."), $"{id}: {parameter["name"]}");
            }
        });

    [Test]
    public void Every_status_has_a_sentence_and_an_example() =>
        Assert.Multiple(() =>
        {
            foreach ((string id, JsonNode operation) in Operations())
            {
                foreach ((string status, JsonNode? response) in operation["responses"]!.AsObject())
                {
                    Assert.That((string?)response!["description"], Does.EndWith("."), $"{id} {status}");
                    if (status == "304")
                        continue;
                    JsonNode?[] examples = ExamplesOf(response);
                    Assert.That(examples, Is.Not.Empty.And.All.Not.Null, $"{id} {status}");
                    foreach (JsonNode? example in examples)
                        if ((example as JsonObject)?["error_details"] is { } details)
                            Assert.That((string?)details["status_code"]?.ToJsonString(), Is.EqualTo(status), id);
                }
            }
        });

    [Test]
    public void The_example_of_200_is_the_body_that_the_functional_test_expects() =>
        Assert.Multiple(() =>
        {
            foreach ((string id, JsonNode operation) in Operations().Where(operation => operation.Id != "prometheus_metrics"))
                Assert.That(
                    operation["responses"]!["200"]!["content"]!["application/json"]!["example"]?.ToJsonString(),
                    Is.EqualTo(Examples.TryRead(id)?.ToJsonString()).And.Not.Null,
                    id
                );
        });

    [Test]
    public void The_key_of_a_request_that_may_come_twice_is_a_header()
    {
        JsonNode header = Operation("refresh_data")["parameters"]!.AsArray().Single(parameter => (string?)parameter!["in"] == "header")!;
        Assert.That((string?)header["name"], Is.EqualTo("Idempotency-Key"));
        Assert.That((int?)header["schema"]!["maxLength"], Is.EqualTo(255));
        Assert.That((string?)header["description"], Does.Contain("24 hours"));
    }

    [TestCase("churn_risk_customers", "200,304,401,403,406,413,414,415,422,429,500,503,504")]
    [TestCase("customer_profile_by_id", "200,304,401,403,404,406,413,414,415,422,429,500,503,504")]
    [TestCase("refresh_data", "200,202,401,403,406,409,413,414,415,422,429,500")]
    [TestCase("refreshes", "200,401,403,406,413,414,415,422,429,500")]
    [TestCase("cancel_refresh", "200,202,401,403,404,406,409,413,414,415,422,429,500")]
    [TestCase("refresh", "200,401,403,404,406,413,414,415,422,429,500")]
    [TestCase("snapshots", "200,401,403,406,413,414,415,422,429,500")]
    [TestCase("activate_snapshot", "200,401,403,404,406,409,413,414,415,422,429,500")]
    [TestCase("metrics", "200,401,403,406,413,414,415,422,429,500")]
    [TestCase("prometheus_metrics", "200,401,403,413,414,415,422,429,500")]
    [TestCase("data_quality", "200,401,403,406,413,414,415,422,429,500,503")]
    [TestCase("rejected_rows", "200,304,401,403,406,413,414,415,422,429,500,503,504")]
    [TestCase("queries", "200,401,403,406,413,414,415,422,429,500")]
    [TestCase("query", "200,401,403,404,406,413,414,415,422,429,500")]
    [TestCase("health", "200,414,503")]
    [TestCase("live", "200,414")]
    [TestCase("ready", "200,414,503")]
    public void The_statuses_are_those_that_come(string operation, string statuses) =>
        Assert.That(
            Operation(operation)["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal),
            Is.EqualTo(statuses.Split(','))
        );

    [TestCase("churn_risk_customers", 9)]
    [TestCase("rejected_rows", 9)]
    [TestCase("snapshots", 1)]
    public void A_list_comes_in_three_formats_and_files_tell_their_age_in_headers(string operation, int headers)
    {
        JsonNode answer = Operation(operation)["responses"]!["200"]!;
        JsonNode content = answer["content"]!;
        Assert.That(
            content.AsObject().Select(type => type.Key),
            Is.EqualTo((string[])["application/json", "text/csv", "application/x-ndjson"])
        );
        JsonArray rows = content["application/json"]!["example"]!["data"]!.AsArray();
        string[] csv = ((string)content["text/csv"]!["example"]!).Split("\r\n");
        Assert.That(csv[0].Split(','), Is.EqualTo(rows[0]!.AsObject().Select(column => column.Key)));
        string[] lines = ((string)content["application/x-ndjson"]!["example"]!).Split('\n');
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(lines[0]), rows[0]), Is.True, lines[0]);
        Assert.That(
            answer["headers"]!
                .AsObject()
                .Count(header =>
                    header.Key is "ETag" or "Age" or "Content-Disposition" || header.Key.StartsWith("C360-", StringComparison.Ordinal)
                ),
            Is.EqualTo(headers)
        );
    }

    [TestCase("churn_risk_customers", "customers")]
    [TestCase("revenue_analysis", "read")]
    [TestCase("refresh_data", "admin")]
    [TestCase("health", null)]
    public void An_operation_says_which_scope_it_needs_and_both_ways_to_send_a_key(string operation, string? scope) =>
        Assert.That(
            Operation(operation)["security"]?.ToJsonString(),
            Is.EqualTo(scope is null ? null : $$"""[{"api_key":["{{scope}}"]},{"bearer":["{{scope}}"]}]""")
        );

    [Test]
    public void The_two_ways_are_declared() =>
        Assert.That(
            _document["components"]!["securitySchemes"]!
                .AsObject()
                .Select(way => $"{way.Key}: {way.Value!["type"]} {way.Value["in"]} {way.Value["name"]} {way.Value["scheme"]}"),
            Is.EqualTo((string[])["api_key: apiKey header X-API-Key ", "bearer: http   bearer"])
        );

    [Test]
    public void What_Prometheus_scrapes_is_text()
    {
        JsonNode content = Operation("prometheus_metrics")["responses"]!["200"]!["content"]!;
        Assert.That(content.AsObject().Select(type => type.Key), Is.EqualTo((string[])["text/plain"]));
        Assert.That((string?)content["text/plain"]!["schema"]!["type"], Is.EqualTo("string"));
        Assert.That(PrometheusDocument.Read((string)content["text/plain"]!["example"]!).Samples, Has.Exactly(1).Items);
    }

    [Test]
    public void The_reasons_of_503_are_shown() =>
        Assert.That(
            ExamplesOf(Operation("churn_risk_customers")["responses"]!["503"]!)
                .Select(example => (string?)example!["error_details"]!["code"]),
            Is.EqualTo((string[])["data_not_ready", "engine_unavailable", "engine_busy"])
        );

    [Test]
    public void What_comes_from_memory_lacks_nothing_but_a_snapshot() =>
        Assert.That(
            ExamplesOf(Operation("data_quality")["responses"]!["503"]!).Select(example => (string?)example!["error_type"]),
            Is.EqualTo((string[])["DataNotReady"])
        );

    [Test]
    public void Every_example_fits_its_schema_in_names() =>
        Assert.Multiple(() =>
        {
            foreach ((string id, JsonNode operation) in Operations())
            {
                foreach ((string status, JsonNode? response) in operation["responses"]!.AsObject())
                foreach (JsonObject example in ExamplesOf(response!).OfType<JsonObject>())
                    AssertFits(example, response!["content"]!["application/json"]!["schema"]!, $"{id} {status}");
            }
        });

    [Test]
    public void Every_schema_and_property_is_described() =>
        Assert.Multiple(() =>
        {
            foreach ((string name, JsonNode? schema) in _document["components"]!["schemas"]!.AsObject())
            {
                Assert.That((string?)schema!["description"], Is.Not.Null.And.Not.Empty, name);
                foreach ((string property, JsonNode? value) in schema["properties"]?.AsObject() ?? [])
                    Assert.That((string?)value!["description"], Is.Not.Null.And.Not.Empty, $"{name}.{property}");
            }
        });

    [Test]
    public void Raw_values_are_an_object_of_texts_by_any_name()
    {
        JsonNode schema = _document["components"]!["schemas"]!["RejectedRow"]!["properties"]!["raw_values"]!;
        Assert.That((string?)schema["type"], Is.EqualTo("object"));
        Assert.That(schema["additionalProperties"]!["type"]!.ToJsonString(), Is.EqualTo("""["null","string"]"""));
    }

    [Test]
    public void No_name_of_the_runtime_leaks() =>
        Assert.That(RuntimeNames().Matches(_text).Select(match => match.Value).Distinct(), Is.Empty);

    private void AssertFits(JsonObject example, JsonNode schema, string where)
    {
        JsonNode whole = schema["$ref"] is { } reference
            ? _document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!
            : schema;
        string[] there = [.. example.Select(property => property.Key)];
        Assert.That(there, Is.SubsetOf(whole["properties"]!.AsObject().Select(property => property.Key)), where);
        Assert.That((whole["required"]?.AsArray() ?? []).Select(name => (string)name!), Is.SubsetOf(there), where);
        foreach ((string name, JsonNode? value) in example)
            if (value is JsonObject inner && whole["properties"]![name]!["$ref"] is not null)
                AssertFits(inner, whole["properties"]![name]!, $"{where} {name}");
    }

    private static string Said(JsonNode parameter)
    {
        JsonNode schema = parameter["schema"]!;
        string text = $"{parameter["name"]} {schema["type"]}";
        if (schema["items"] is { } items)
            text += $"<{items["type"]}> most={schema["maxItems"]}";
        if (schema["default"] is { } value)
            text += $" default={value.ToJsonString().Trim('"')}";
        if (schema["minimum"] is { } minimum)
            text += $" min={minimum}";
        if (schema["maximum"] is { } maximum)
            text += $" max={maximum}";
        if (schema["enum"] is JsonArray choices)
            text += $" of {string.Join('|', choices.Select(choice => (string)choice!))}";
        return (bool?)parameter["required"] == true ? text + " required" : text;
    }

    private JsonNode Operation(string id) => Operations().Single(operation => operation.Id == id).Operation;

    private IEnumerable<(string Id, JsonNode Operation)> Operations() =>
        _document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => ((string)operation.Value!["operationId"]!, operation.Value!));

    private static JsonNode?[] ExamplesOf(JsonNode response)
    {
        // Of the formats of a list the first: JSON. A 304 has none.
        if (response["content"]?.AsObject().First().Value is not { } content)
            return [];
        return content["examples"] is JsonObject several ? [.. several.Select(example => example.Value!["value"])] : [content["example"]];
    }

    private static IEnumerable<JsonNode> ParametersOf(JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!);

    [GeneratedRegex(
        @"`\d|System\.\w+|C360\.\w+|ConcurrentDictionary|IReadOnlyList|DateTimeOffset|Nullable|CancellationToken|<see|<c>|cref"
    )]
    private static partial Regex RuntimeNames();
}
