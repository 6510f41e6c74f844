using C360.Domain.Views;

namespace C360.UnitTests.Views;

internal sealed class FinalViewTests
{
    private static readonly FinalView View = new(
        "sums",
        "One row per sum.",
        [new("name", SqlTypes.Text, "What."), new("amount", SqlTypes.Money, "How much.")]
    );

    [Test]
    public void A_table_with_more_columns_in_another_order_is_right() =>
        Assert.That(View.Fault(Table(("amount", "DECIMAL(18,2)"), ("more", "BLOB"), ("name", "VARCHAR"))), Is.Null);

    [Test]
    public void A_missing_column_is_named_with_the_view() =>
        Assert.That(View.Fault(Table(("name", "VARCHAR"))), Is.EqualTo("The view sums has no column amount, which queries need."));

    [Test]
    public void A_column_of_another_type_is_named_with_both_types() =>
        Assert.That(
            View.Fault(Table(("name", "VARCHAR"), ("amount", "DOUBLE"))),
            Is.EqualTo("The column amount of the view sums is DOUBLE; queries need DECIMAL(18,2).")
        );

    [Test]
    public void The_views_that_queries_read_are_declared() =>
        Assert.That(FinalView.All.Select(view => view.Name), Is.EqualTo(new[] { "customer_analytics_c360", "category_sales" }));

    [Test]
    public void No_view_has_a_name_twice() =>
        Assert.That(FinalView.All.Select(view => view.Columns.Select(column => column.Name)), Has.All.Unique);

    private static Dictionary<string, string> Table(params (string Name, string Type)[] columns) =>
        columns.ToDictionary(column => column.Name, column => column.Type);
}
