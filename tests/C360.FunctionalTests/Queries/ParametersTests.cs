using System.Globalization;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Queries;

/// <summary>What the catalogue says of parameters is what the service takes, asked of the queries themselves.</summary>
internal sealed class ParametersTests
{
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private (string Path, JsonNode Parameter)[] _parameters = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _data = ManyCustomers.Create();
        _host = await ApiHost.StartAsync(_data, FaultyRows.OpenGate);
        JsonNode body = await _host.GetAsync("/queries");
        _parameters =
        [
            .. from query in body["data"]!.AsArray()
            from parameter in query["parameters"]!.AsArray()
            where !(bool)parameter["required"]!
            select ((string)query["path"]!, parameter),
        ];
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Of the queries with limits: a list that has lost them would pass all tests below.</summary>
    [Test]
    public void There_are_as_many_as_the_contract_has() =>
        Assert.That(
            _parameters.GroupBy(found => found.Path).Select(path => $"{path.Key} {path.Count()}"),
            Is.EquivalentTo(
                (string[])
                    [
                        "/admin/data-quality/rejected-rows 4",
                        "/analytics/customer-profiles 10",
                        "/finance/profitability-metrics 1",
                        "/marketing/churn-risk-customers 2",
                        "/marketing/customer-segmentation 1",
                        "/product/cross-sell-opportunities 1",
                    ]
            )
        );

    [Test]
    public async Task What_must_be_given_stands_in_the_path()
    {
        JsonNode query = (await _host.GetAsync("/queries/customer_profile_by_id"))["data"]!;
        Assert.That((string?)query["path"], Is.EqualTo("/analytics/customer-profiles/{customer_id}"));
        Assert.That(query["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]), Is.EqualTo((string[])["customer_id"]));
    }

    [TestCase("minimum", -1, 10)]
    [TestCase("maximum", 1, 6)]
    public async Task A_limit_is_taken_and_what_is_beyond_is_refused(string limit, int beyond, int limits)
    {
        (string Path, JsonNode Parameter)[] limited = [.. _parameters.Where(found => found.Parameter[limit] is not null)];
        Assert.That(limited, Has.Length.EqualTo(limits));
        using (Assert.EnterMultipleScope())
            foreach ((string path, JsonNode parameter) in limited)
            {
                decimal last = (decimal)parameter[limit]!;
                await AssertStatusAsync(path, parameter, last, 200);
                await AssertStatusAsync(path, parameter, last + beyond, 422);
            }
    }

    [Test]
    public async Task A_type_is_what_can_be_read()
    {
        using (Assert.EnterMultipleScope())
            foreach ((string path, JsonNode parameter) in _parameters)
            {
                string type = (string)parameter["type"]!;
                bool free = type == "string" && parameter["choices"] is null;
                await AssertStatusAsync(path, parameter, "x", free ? 200 : 422);
                await AssertStatusAsync(path, parameter, "true", free || type == "boolean" ? 200 : 422);
                await AssertStatusAsync(path, parameter, "2", free || type is "integer" or "number" ? 200 : 422);
                await AssertStatusAsync(path, parameter, "2.5", free || type == "number" ? 200 : 422);
            }
    }

    [Test]
    public async Task A_choice_is_taken()
    {
        (string Path, JsonNode Parameter)[] choices = [.. _parameters.Where(found => found.Parameter["choices"] is not null)];
        Assert.That(choices, Has.Length.EqualTo(4));
        foreach ((string path, JsonNode parameter) in choices)
        foreach (JsonNode? choice in parameter["choices"]!.AsArray())
            await AssertStatusAsync(path, parameter, (string)choice!, 200);
    }

    [Test]
    public async Task What_is_repeatable_can_be_repeated_and_nothing_else()
    {
        foreach ((string path, JsonNode parameter) in _parameters)
        {
            string value = (string?)parameter["choices"]?[0] ?? ((string?)parameter["type"] == "boolean" ? "true" : "2");
            string twice = $"{path}?{parameter["name"]}={value}&{parameter["name"]}={value}";
            Assert.That((await _host.TryGetAsync(twice)).Status, Is.EqualTo((bool)parameter["repeatable"]! ? 200 : 422), twice);
        }
    }

    [Test]
    public async Task As_many_values_are_taken_as_it_says_and_no_more()
    {
        (string Path, JsonNode Parameter)[] repeatable = [.. _parameters.Where(found => (bool)found.Parameter["repeatable"]!)];
        Assert.That(repeatable.Select(found => (string?)found.Parameter["name"]), Has.Exactly(3).Items);
        foreach ((string path, JsonNode parameter) in _parameters)
        {
            int? most = (int?)parameter["most_values"];
            Assert.That(most is not null, Is.EqualTo((bool)parameter["repeatable"]!), $"{path} {parameter["name"]}");
            foreach ((int values, int status) in most is { } last ? ((int, int)[])[(last, 200), (last + 1, 422)] : [])
            {
                string question = $"{path}?{string.Join('&', Enumerable.Range(1, values).Select(i => $"{parameter["name"]}=x{i}"))}";
                Assert.That((await _host.TryGetAsync(question)).Status, Is.EqualTo(status), question);
            }
        }
    }

    /// <summary>And a value beside it is not: one more, the other flag, another choice.</summary>
    [Test]
    public async Task A_default_is_what_counts_without_the_parameter()
    {
        (string Path, JsonNode Parameter)[] defaults = [.. _parameters.Where(found => found.Parameter["default"] is not null)];
        Assert.That(defaults, Has.Length.EqualTo(9));
        foreach ((string path, JsonNode parameter) in defaults)
        {
            string value = parameter["default"]!.ToString();
            string without = await DataAsync(path);
            Assert.That(await DataAsync($"{path}?{parameter["name"]}={value}"), Is.EqualTo(without), $"{path} {parameter["name"]}");
            Assert.That(
                await DataAsync($"{path}?{parameter["name"]}={Beside(parameter, value)}"),
                Is.Not.EqualTo(without),
                $"{path} {parameter["name"]}"
            );
        }
    }

    [Test]
    public async Task An_example_is_taken()
    {
        (string Path, JsonNode Parameter)[] examples = [.. _parameters.Where(found => found.Parameter["example"] is not null)];
        Assert.That(examples, Is.Not.Empty);
        foreach ((string path, JsonNode parameter) in examples)
            await AssertStatusAsync(path, parameter, parameter["example"]!.ToString(), 200);
    }

    private static string Beside(JsonNode parameter, string value) =>
        (string?)parameter["type"] switch
        {
            "boolean" => value == "true" ? "false" : "true",
            "string" => (string)parameter["choices"]!.AsArray().First(choice => (string?)choice != value)!,
            _ => (decimal.Parse(value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
        };

    private async Task<string> DataAsync(string path) => (await _host.GetAsync(path))["data"]!.ToJsonString();

    private Task AssertStatusAsync(string path, JsonNode parameter, decimal value, int status) =>
        AssertStatusAsync(path, parameter, value.ToString(CultureInfo.InvariantCulture), status);

    private async Task AssertStatusAsync(string path, JsonNode parameter, string value, int status)
    {
        string question = $"{path}?{parameter["name"]}={value}";
        Assert.That((await _host.TryGetAsync(question)).Status, Is.EqualTo(status), question);
    }
}
