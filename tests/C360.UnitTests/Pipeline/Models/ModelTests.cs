using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Models;

namespace C360.UnitTests.Pipeline.Models;

internal sealed class ModelTests
{
    [TestCase("SELECT 1 AS x", ExpectedResult = "SELECT 1 AS x")]
    [TestCase("-- what a row is\nSELECT 1 AS x -- end\n", ExpectedResult = "-- what a row is\nSELECT 1 AS x -- end")]
    [TestCase("WITH a AS (SELECT 1 AS x) SELECT x FROM a ; -- done\n", ExpectedResult = "WITH a AS (SELECT 1 AS x) SELECT x FROM a")]
    [TestCase("SELECT ';' AS x", ExpectedResult = "SELECT ';' AS x")]
    public string Holds_one_SELECT(string text) => new Model("facts", "sums", text).Select;

    [TestCase("")]
    [TestCase("-- nothing yet")]
    [TestCase(";")]
    [TestCase("SELECT 1; SELECT 2")]
    [TestCase("SELECT 1;;")]
    [TestCase("DROP TABLE customers")]
    [TestCase("CREATE TABLE sums AS SELECT 1")]
    public void Refuses_a_text_that_is_no_single_SELECT(string text) =>
        Assert.That(
            () => new Model("facts", "sums", text),
            Throws.TypeOf<RefreshFailedException>().With.Message.EqualTo("The model facts/sums.sql must hold one SELECT and nothing else.")
        );

    [TestCase("Sums")]
    [TestCase("1sums")]
    [TestCase("sums of all")]
    [TestCase("sums-2")]
    [TestCase("sums;drop")]
    public void Refuses_a_file_whose_name_is_no_table_name(string name) =>
        Assert.That(
            () => new Model("facts", name, "SELECT 1"),
            Throws.TypeOf<RefreshFailedException>().With.Message.StartsWith($"The model facts/{name}.sql needs a table's name")
        );
}
