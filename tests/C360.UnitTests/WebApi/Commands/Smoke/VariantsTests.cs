using System.Text.Json;
using C360.WebApi.Commands.Smoke;

namespace C360.UnitTests.WebApi.Commands.Smoke;

/// <summary>What an operation is asked follows from its parameters.</summary>
internal sealed class VariantsTests
{
    private static readonly JsonElement Rows = Parsed(
        """[{"tier":"Gold","source":"a/b"},{"tier":null,"source":"c"},{"tier":"Gold"},{"tier":"Not Enrolled"},{"tier":"Basic"}]"""
    );

    [TestCase("by", """{"enum":["x","y"],"type":"string","default":"x"}""", ExpectedResult = "?by=x ?by=y")]
    [TestCase("format", """{"enum":["json","csv"],"type":"string"}""", ExpectedResult = "")]
    [TestCase("limit", """{"minimum":1,"maximum":1000,"type":"integer","default":50}""", ExpectedResult = "?limit=1 ?limit=1000")]
    [TestCase("min_value", """{"minimum":0,"type":"number"}""", ExpectedResult = "?min_value=0")]
    [TestCase("max_value", """{"minimum":0,"type":"number"}""", ExpectedResult = "?max_value=100000000")]
    [TestCase("max_score", """{"minimum":1,"maximum":5,"type":"number"}""", ExpectedResult = "?max_score=5")]
    [TestCase("only", """{"type":"boolean","default":false}""", ExpectedResult = "?only=true ?only=false")]
    [TestCase("source", """{"type":"string"}""", ExpectedResult = "?source=a%2Fb")]
    [TestCase("tier", """{"type":"array","items":{"type":"string"}}""", ExpectedResult = "?tier=Gold&tier=Not%20Enrolled")]
    [TestCase("unknown", """{"type":"string"}""", ExpectedResult = "")]
    public string A_parameter_is_asked(string name, string schema) => Asked(new Parameter(name, "query", false, Parsed(schema)));

    [Test]
    public void Numbers_stand_together() =>
        Assert.That(
            Asked(
                new Parameter("min_value", "query", false, Parsed("""{"minimum":0,"type":"number"}""")),
                new Parameter("limit", "query", false, Parsed("""{"minimum":1,"maximum":9,"type":"integer"}"""))
            ),
            Is.EqualTo("?limit=1 ?min_value=0&limit=9")
        );

    [Test]
    public void Headers_are_left_out() =>
        Assert.That(Asked(new Parameter("Idempotency-Key", "header", false, Parsed("""{"minimum":1,"type":"integer"}"""))), Is.Empty);

    private static string Asked(params Parameter[] parameters) =>
        string.Join(
            ' ',
            Variants.Of(
                new Operation("list", "GET", "/list", null, parameters, new Dictionary<int, IReadOnlyDictionary<string, JsonElement>>()),
                [.. Rows.EnumerateArray()]
            )
        );

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;
}
