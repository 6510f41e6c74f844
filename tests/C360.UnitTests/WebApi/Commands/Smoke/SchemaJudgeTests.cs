using System.Text.Json;
using C360.WebApi.Commands.Smoke;

namespace C360.UnitTests.WebApi.Commands.Smoke;

/// <summary>Each keyword of a schema can fail, and says where and why without showing the value.</summary>
internal sealed class SchemaJudgeTests
{
    private static readonly JsonElement Document = Parsed(
        """
        {"components":{"schemas":{
          "Row":{"type":"object","required":["id"],"additionalProperties":false,"properties":{
            "id":{"type":"string","description":"An id."},
            "score":{"type":["null","number"],"format":"double","minimum":1,"maximum":5},
            "count":{"type":"integer","format":"int64"},
            "day":{"type":["null","string"],"format":"date"},
            "at":{"type":"string","format":"date-time"},
            "kind":{"enum":["a","b"],"type":"string"},
            "other":{"anyOf":[{"type":"null"},{"$ref":"#/components/schemas/Row"}]},
            "raw":{"type":"object","additionalProperties":{"type":["null","string"]}},
            "odd":{"not":{}}}},
          "Loop":{"$ref":"#/components/schemas/Loop"}}}}
        """
    );

    [TestCase("""[{"id":"1","score":2.5,"count":3,"day":"2026-06-20","at":"2026-06-20T14:30:00Z","kind":"a","raw":{"x":"1","y":null}}]""")]
    [TestCase("""[{"id":"1","score":null,"day":null,"other":null}, {"id":"2","score":1,"other":{"id":"3"}}]""")]
    [TestCase("[]")]
    public void What_is_right_passes(string value) => Assert.That(Fault(value), Is.Null);

    [TestCase("{}", ExpectedResult = "data is object instead of array")]
    [TestCase("""[{"id":"1"},{}]""", ExpectedResult = "data[1].id is missing")]
    [TestCase("""[{"id":null}]""", ExpectedResult = "data[0].id is null instead of string")]
    [TestCase("""[{"id":"1","name":"Ann"}]""", ExpectedResult = "data[0].name is not documented")]
    [TestCase("""[{"id":"1","score":true}]""", ExpectedResult = "data[0].score is boolean instead of null or number")]
    [TestCase("""[{"id":"1","score":0.5}]""", ExpectedResult = "data[0].score is less than 1")]
    [TestCase("""[{"id":"1","score":5.01}]""", ExpectedResult = "data[0].score is more than 5")]
    [TestCase("""[{"id":"1","count":1.5}]""", ExpectedResult = "data[0].count is number instead of integer")]
    [TestCase("""[{"id":"1","day":"20.6.2026"}]""", ExpectedResult = "data[0].day is no date as documented")]
    [TestCase("""[{"id":"1","at":"2026-06-20T14:30:00.5Z"}]""", ExpectedResult = "data[0].at is no date-time as documented")]
    [TestCase("""[{"id":"1","at":"2026-06-20T14:30:00+02:00"}]""", ExpectedResult = "data[0].at is no date-time as documented")]
    [TestCase("""[{"id":"1","kind":"A"}]""", ExpectedResult = "data[0].kind is none of a, b")]
    [TestCase("""[{"id":"1","other":{"id":2}}]""", ExpectedResult = "data[0].other.id is integer instead of string")]
    [TestCase("""[{"id":"1","raw":{"x":1}}]""", ExpectedResult = "data[0].raw.x is integer instead of null or string")]
    [TestCase("""[{"id":"1","odd":1}]""", ExpectedResult = "data[0].odd: its schema says not, which this c360 cannot judge")]
    public string? What_is_wrong_is_said(string value) => Fault(value);

    [Test]
    public void A_schema_that_refers_to_itself_ends() =>
        Assert.That(
            new SchemaJudge(Document).Fault(Parsed("""{"$ref":"#/components/schemas/Loop"}"""), Parsed("1"), "data"),
            Is.EqualTo("data: its schema has no end")
        );

    private static string? Fault(string value) =>
        new SchemaJudge(Document).Fault(
            Parsed("""{"type":"array","items":{"description":"A row.","$ref":"#/components/schemas/Row"}}"""),
            Parsed(value),
            "data"
        );

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;
}
