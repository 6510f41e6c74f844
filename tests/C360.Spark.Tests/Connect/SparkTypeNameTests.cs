using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Spark.Tests.Connect;

internal sealed class SparkTypeNameTests
{
    private static readonly string[] Recorded = [.. Captures.Names.Where(name => Captures.Expected(name).TryGetProperty("columns", out _))];

    [TestCaseSource(nameof(Recorded))]
    public void A_recorded_schema_is_named_as_it_was(string name)
    {
        DataType? schema = Captures
            .Lines(name)
            .Where(line => line is { Dir: "res", Rpc: "ExecutePlan" or "ReattachExecute" })
            .Select(line => ExecutePlanResponse.Parser.ParseFrom(line.Bytes).Schema)
            .LastOrDefault(schema => schema is not null);

        Assert.That(
            schema?.Struct.Fields.Select(field => SparkTypeName.Of(field.DataType)),
            Is.EqualTo(
                Captures.Expected(name).GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("type").GetString())
            )
        );
    }

    [TestCase("""{ "dayTimeInterval": { "startField": 1, "endField": 2 } }""", ExpectedResult = "interval hour to minute")]
    [TestCase("""{ "dayTimeInterval": { "startField": 3, "endField": 3 } }""", ExpectedResult = "interval second")]
    [TestCase("""{ "yearMonthInterval": { "startField": 5, "endField": -1 } }""", ExpectedResult = "interval")]
    [TestCase("""{ "string": { "collation": "UNICODE_CI" } }""", ExpectedResult = "string collate UNICODE_CI")]
    [TestCase("""{ "varChar": { "length": 7 } }""", ExpectedResult = "varchar(7)")]
    [TestCase("{ }", ExpectedResult = "unknown")]
    public string Others_as_Spark_writes_them(string json) => SparkTypeName.Of(DataType.Parser.ParseJson(json));
}
