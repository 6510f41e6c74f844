using C360.Application.Analytics;
using C360.Application.Marketing;
using C360.Application.Queries;

namespace C360.UnitTests.Queries;

internal sealed class QueryParametersTests
{
    [Test]
    public void Are_the_properties_in_snake_case_with_their_defaults() =>
        Assert.That(
            QueryParameters.Of(new ChurnRiskCustomers()),
            Is.EqualTo(new KeyValuePair<string, object?>[] { new("min_lifetime_value", 1000m), new("limit", 50) })
        );

    [Test]
    public void A_query_without_properties_has_none() => Assert.That(QueryParameters.Of(new CustomerHealthOverview()), Is.Empty);

    [Test]
    public void A_choice_is_its_name_in_snake_case() =>
        Assert.That(
            QueryParameters.Of(new CustomerSegmentation { By = SegmentationColumn.CustomerTenureSegment }).Single().Value,
            Is.EqualTo("customer_tenure_segment")
        );

    [Test]
    public void A_list_is_sorted_by_code_point_and_holds_each_value_once()
    {
        var request = new CustomerProfiles { LoyaltyTier = ["gold", "Silver", "Gold", "Silver", "日本"] };
        Assert.That(
            QueryParameters.Of(request).Single(parameter => parameter.Key == "loyalty_tier").Value,
            Is.EqualTo(new[] { "Gold", "Silver", "gold", "日本" })
        );
    }

    [Test]
    public void What_is_not_given_is_null() =>
        Assert.That(
            QueryParameters.Of(new CustomerProfiles()).Where(parameter => parameter.Value is null).Select(parameter => parameter.Key),
            Is.EqualTo(new[] { "min_health_score", "max_health_score", "min_lifetime_value", "max_lifetime_value", "has_app_usage" })
        );

    [Test]
    public void Their_names_are_known_without_a_request() =>
        Assert.That(QueryParameters.NamesOf(typeof(CustomerProfileById)), Is.EqualTo(new[] { "customer_id" }));
}
