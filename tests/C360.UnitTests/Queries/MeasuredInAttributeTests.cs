using System.Reflection;
using C360.Application;
using C360.Application.Finance;
using C360.Application.Marketing;
using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.UnitTests.Queries;

/// <summary>Every number says what it counts or measures.</summary>
internal sealed class MeasuredInAttributeTests
{
    private static readonly string[] Numbers = [SqlTypes.WholeNumber, SqlTypes.Count, SqlTypes.Real, SqlTypes.Money];

    private static IEnumerable<PropertyInfo> Columns => ApplicationServices.Catalogue.SelectMany(entry => entry.Row.GetProperties());

    private static IEnumerable<ViewColumn> ViewColumns => FinalView.All.SelectMany(view => view.Columns);

    [Test]
    public void Every_number_of_a_row_has_a_unit_and_nothing_else_has() =>
        Assert.That(
            Columns.Where(column => (MeasuredInAttribute.Of(column) is not null) != IsNumber(column)).Select(Name),
            Is.Empty,
            "[property: MeasuredIn(Unit.…)]"
        );

    [Test]
    public void Every_number_of_a_final_view_has_a_unit_and_nothing_else_has() =>
        Assert.That(
            ViewColumns.Where(column => (column.Unit is not null) != Numbers.Contains(column.Type)).Select(column => column.Name),
            Is.Empty
        );

    [Test]
    public void A_unit_that_a_final_view_has_said_is_not_said_again() =>
        Assert.That(
            Columns
                .Where(column => column.IsDefined(typeof(MeasuredInAttribute)))
                .Where(column => ViewColumns.Any(known => known.Name == SnakeCase.Of(column.Name)))
                .Select(Name),
            Is.Empty
        );

    [Test]
    public void Money_is_money_in_every_view() =>
        Assert.That(
            ViewColumns.Where(column => column.Type == SqlTypes.Money).Select(column => column.Unit),
            Is.Not.Empty.And.All.EqualTo(Unit.Currency)
        );

    [Test]
    public void A_column_of_the_same_name_has_the_same_unit_in_all_views() =>
        Assert.That(
            ViewColumns.GroupBy(column => column.Name).Where(same => same.Select(column => column.Unit).Distinct().Count() > 1),
            Is.Empty
        );

    [TestCase(typeof(ChurnRiskCustomer), "TotalSpent", ExpectedResult = Unit.Currency)]
    [TestCase(typeof(ChurnRiskCustomer), "CustomerHealthScore", ExpectedResult = Unit.Score1To5)]
    [TestCase(typeof(TierProfitability), "AvgProfitMargin", ExpectedResult = Unit.Ratio)]
    [TestCase(typeof(LoyaltyTierMetrics), "AvgRedemptionRatePct", ExpectedResult = Unit.Percent)]
    [TestCase(typeof(ChurnRiskCustomer), "Email", ExpectedResult = null)]
    public Unit? A_unit_is_the_views_or_the_columns_own(Type row, string column) => MeasuredInAttribute.Of(row.GetProperty(column)!);

    private static bool IsNumber(PropertyInfo column) =>
        (Nullable.GetUnderlyingType(column.PropertyType) ?? column.PropertyType) is var type
        && (type == typeof(int) || type == typeof(long) || type == typeof(decimal));

    private static string Name(PropertyInfo column) => $"{column.DeclaringType!.Name}.{column.Name}";
}
