using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.UnitTests.Pipeline.Checking;

internal sealed class ColumnsInUseTests
{
    [TestCase("SELECT * FROM products")]
    [TestCase("SELECT DISTINCT * FROM products")]
    [TestCase("SELECT p.* FROM products p")]
    [TestCase("SELECT 1 AS one, * FROM products")]
    [TestCase("SELECT one FROM (SELECT 1 AS one, p . * FROM products p) x")]
    public void A_model_that_selects_all_keeps_all_columns(string model) =>
        Assert.That(Names(model), Is.EqualTo(DeclaredSources.Products.Columns.Select(column => column.Name)));

    [TestCase("SELECT COUNT(*) AS n, SUM(Price * 2) AS p FROM products WHERE cost * 3 > 1")]
    [TestCase("SELECT COST FROM products -- price, and not *")]
    [TestCase("SELECT cost, ', *' AS text, price FROM products")]
    public void Other_models_keep_what_they_name(string model) =>
        // The key is required, and of status new values are counted.
        Assert.That(Names(model), Is.EqualTo(new[] { "product_id", "price", "cost", "status" }));

    private static IEnumerable<string> Names(string model) =>
        new ColumnsInUse([model]).Of(DeclaredSources.Products).Select(column => column.Name);
}
