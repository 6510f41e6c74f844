using System.Text.RegularExpressions;

namespace C360.UnitTests.House;

/// <summary>SQL lives in the models and the query texts; in C# only where an engine is told how to read the declared sources or to keep house.</summary>
internal sealed partial class SqlPlacesTests
{
    private static readonly string[] Engines =
    [
        "src/C360.Infrastructure/DuckDb/",
        "src/C360.Infrastructure/Pipeline/",
        "src/C360.Infrastructure/SampleData/",
        "src/C360.Infrastructure/Spark/",
    ];

    [Test]
    public void No_other_source_holds_SQL() => Assert.That(Repository.Sources.Where(HoldsSql).Select(file => file.Path), Is.Empty);

    [TestCase("src/C360.Application/A.cs", "var sql = \"SELECT 1\";", ExpectedResult = true)]
    [TestCase("src/C360.Infrastructure/Sql/A.cs", "var sql = \"\"\"\n    SELECT\n        1\n    \"\"\";", ExpectedResult = true)]
    [TestCase("src/C360.Infrastructure/Snapshots/A.cs", "Run($\"CREATE TABLE {name} AS FROM x\");", ExpectedResult = true)]
    [TestCase("src/C360.Infrastructure/Pipeline/A.cs", "var sql = \"SELECT 1\";", ExpectedResult = false)]
    [TestCase("src/C360.Domain/A.cs", "/// <summary>One SELECT a file.</summary>", ExpectedResult = false)]
    public bool A_statement_in_a_source_is_found(string path, string text) => HoldsSql(new TextFile(path, text));

    private static bool HoldsSql(TextFile file) =>
        !Engines.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)) && Statement().IsMatch(string.Join('\n', file.Code));

    [GeneratedRegex(@"\b(?:SELECT|INSERT INTO|CREATE TABLE|DROP TABLE)\s")]
    private static partial Regex Statement();
}
