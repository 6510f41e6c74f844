using System.Text.Json.Nodes;
using C360.Generate.Postman;

namespace C360.FunctionalTests.Postman;

/// <summary>The shape of the collection and the environment: what Postman shows without a service.</summary>
internal sealed class PostmanCollectionTests
{
    private static readonly string[] Teams =
    [
        "Health",
        "Marketing",
        "Product",
        "Finance",
        "Customer Success",
        "Analytics",
        "Errors",
        "Documentation",
        "Admin",
    ];

    private readonly Contract _contract = CollectionFile.Contract();
    private readonly JsonObject[] _requests = CollectionFile.Requests();

    [Test]
    public void It_has_a_folder_for_every_team()
    {
        JsonObject[] folders = [.. CollectionFile.Read()["item"]!.AsArray().Select(folder => folder!.AsObject())];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(folders.Select(CollectionFile.Name), Is.SupersetOf(Teams).And.SupersetOf(_contract.Teams.Keys));
            Assert.That(folders.Select(folder => (string?)folder["description"]), Has.All.Not.Empty);
        }
    }

    [Test]
    public void Every_operation_has_a_request_that_lists_its_parameters()
    {
        using (Assert.EnterMultipleScope())
            foreach (Operation operation in _contract.Operations)
            {
                JsonObject? request = _requests.SingleOrDefault(request => CollectionFile.Name(request) == operation.Name);
                Assert.That(Target(request), Is.EqualTo($"{operation.Method} {{{{base_url}}}}{InPostman(operation.Path)}"), operation.Id);
                Assert.That(Listed(request), Is.EquivalentTo(operation.Parameters.Select(parameter => parameter.Name)), operation.Id);
            }
    }

    [Test]
    public void Every_request_is_described_and_has_a_saved_example_and_a_script()
    {
        using (Assert.EnterMultipleScope())
            foreach (JsonObject request in _requests)
            {
                string name = CollectionFile.Name(request);
                Assert.That((string?)request["request"]!["description"], Is.Not.Empty, name);
                Assert.That(request["response"]!.AsArray(), Is.Not.Empty, name);
                IEnumerable<JsonNode?> withBody = request["response"]!.AsArray().Where(example => (int)example!["code"]! != 304);
                Assert.That(withBody.Select(example => (string)example!["body"]!), Has.All.Length.GreaterThan(2), name);
                Assert.That(Script(request).Split("pm.test(").Length - 1, Is.GreaterThan(2), name);
            }
    }

    [Test]
    public void Every_parameter_is_described()
    {
        IEnumerable<JsonNode?> parameters = _requests.SelectMany(request => Parameters(request["request"]!));
        Assert.That(parameters.Select(parameter => (string?)parameter!["description"]), Has.All.Length.GreaterThan(5));
    }

    [Test]
    public void Every_request_goes_to_the_address_of_the_environment()
    {
        JsonNode[] requests =
        [
            .. _requests.Select(request => request["request"]!),
            .. _requests.SelectMany(request => request["response"]!.AsArray().Select(example => example!["originalRequest"]!)),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(requests.Select(request => (string)request["url"]!["raw"]!), Has.All.StartsWith("{{base_url}}/"));
            Assert.That(requests.Select(request => request["url"]!["host"]!.ToJsonString()), Has.All.EqualTo("[\"{{base_url}}\"]"));
            Assert.That(requests.Select(request => request.ToJsonString()), Has.All.Not.Contains("://"));
        }
    }

    [Test]
    public void Every_name_is_there_once() => Assert.That(_requests.Select(CollectionFile.Name), Is.Unique);

    [Test]
    public void Every_list_that_comes_as_CSV_has_a_request_for_it() =>
        Assert.That(
            _requests.Select(CollectionFile.Name).Where(name => name.EndsWith("(CSV)", StringComparison.Ordinal)),
            Is.EquivalentTo(_contract.Operations.Where(Speaks(MediaTypes.Csv)).Select(operation => $"{operation.Name} (CSV)"))
        );

    [Test]
    public void No_script_holds_a_reference_or_a_text_for_readers() =>
        Assert.That(_requests.Select(Script), Has.All.Not.Contains("$ref").And.All.Not.Contains("\"description\":\""));

    [Test]
    public void The_environment_asks_for_an_address_and_a_secret_key()
    {
        JsonArray values = JsonNode.Parse(File.ReadAllText(Newman.Environment))!["values"]!.AsArray();
        Assert.That(
            values.Select(value => $"{value!["key"]} {value["type"]} {value["value"]}"),
            Is.EqualTo(["base_url default http://localhost:8000", "api_key secret "])
        );
    }

    [Test]
    public void It_stays_readable() => Assert.That(new FileInfo(Newman.Collection).Length, Is.LessThan(1_500_000));

    [Test]
    public void An_id_in_a_path_that_no_answer_gives_stops_the_generator()
    {
        var shop = new Parameter("shop_id", "path", "The shop.", "");
        var operation = new Operation("shop", "Product", "GET", "/product/shops/{shop_id}", "One shop.", NeedsKey: true, [shop], []);
        Assert.That(() => Call.Of(operation), Throws.InvalidOperationException.With.Message.Contains("gives a shop_id for shop"));
    }

    private static Func<Operation, bool> Speaks(string mediaType) => operation => operation.Successes(mediaType).Any();

    private static string InPostman(string path) => path.Replace('{', ':').Replace("}", "", StringComparison.Ordinal);

    private static string? Target(JsonObject? item) =>
        item is null ? null : $"{item["request"]!["method"]} {item["request"]!["url"]!["raw"]}";

    private static string[] Listed(JsonObject? item) =>
        item is null ? [] : [.. Parameters(item["request"]!).Select(parameter => (string)parameter!["key"]!)];

    private static IEnumerable<JsonNode?> Parameters(JsonNode request) =>
        ((JsonNode?[])[request["header"], request["url"]!["query"], request["url"]!["variable"]]).SelectMany(list => list?.AsArray() ?? []);

    private static string Script(JsonObject item) =>
        string.Join('\n', item["event"]![0]!["script"]!["exec"]!.AsArray().Select(line => (string)line!));
}
