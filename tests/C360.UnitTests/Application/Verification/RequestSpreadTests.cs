using C360.Application.Admin;
using C360.Application.Analytics;
using C360.Application.Finance;
using C360.Application.Marketing;
using C360.Application.Product;
using C360.Application.Queries;
using C360.Application.Verification;

namespace C360.UnitTests.Application.Verification;

internal sealed class RequestSpreadTests
{
    [Test]
    public void A_query_without_parameters_is_asked_once() =>
        Assert.That(RequestSpread.Of(typeof(RfmSegmentation), []), Is.EqualTo(new[] { new RfmSegmentation() }));

    [Test]
    public void Every_choice_is_asked_for() =>
        Assert.That(
            RequestSpread.Of(typeof(CustomerSegmentation), []).Cast<CustomerSegmentation>().Select(request => request.By),
            Is.EquivalentTo(Enum.GetValues<SegmentationColumn>())
        );

    /// <summary>The smallest, the largest, a few, one row less than there are, all that there are, and the default.</summary>
    [Test]
    public void Lists_are_cut_where_it_matters() =>
        Assert.That(
            RequestSpread
                .Of(typeof(CrossSellOpportunities), [.. Enumerable.Repeat(new object(), 30)])
                .Cast<CrossSellOpportunities>()
                .Select(request => request.Limit),
            Is.EquivalentTo((int[])[50, 1, ILimited.Most, 7, 29, 30])
        );

    [Test]
    public void Filters_are_tried_at_what_occurs_and_just_beside_it()
    {
        decimal[] tried =
        [
            .. RequestSpread
                .Of(typeof(ChurnRiskCustomers), [Customer(10.50m), Customer(700), Customer(10.50m)])
                .Cast<ChurnRiskCustomers>()
                .Select(request => request.MinLifetimeValue)
                .Distinct(),
        ];
        Assert.That(tried, Is.EquivalentTo((decimal[])[1000, 0, 10.50m, 10.51m, 700, 700.01m]));
    }

    [Test]
    public void One_thing_is_asked_for_by_the_ids_that_there_are_and_by_nobodys()
    {
        object[] rows = [.. Enumerable.Range(1, 100).Select(i => Opportunity($"C{i:000}"))];
        Assert.That(
            RequestSpread.Of(typeof(CustomerProfileById), rows).Cast<CustomerProfileById>().Select(request => request.CustomerId),
            // The first and the last of a hundred, and every quarter between them.
            Is.EqualTo((string[])["C001", "C025", "C050", "C075", "C100", "nobody's"])
        );
    }

    [Test]
    public void Without_rows_a_query_that_needs_a_value_is_not_asked() =>
        Assert.That(RequestSpread.Of(typeof(CustomerProfileById), []), Is.Empty);

    [Test]
    public void Two_filters_are_tried_together()
    {
        // Four pairs are tried; the third has a source that is not declared, which the validator refuses.
        IEnumerable<RejectedRows> requests = RequestSpread.Of(typeof(RejectedRows), [Rejected(1), Rejected(2)]).Cast<RejectedRows>();
        Assert.That(requests.Count(request => request is { Source: not null, Reason: not null, Limit: 100, After: 0 }), Is.EqualTo(3));
    }

    [Test]
    public void A_request_reads_as_people_write_it()
    {
        Assert.That(RequestText.Of(new CustomerProfiles()), Is.EqualTo("customer_profiles"));
        Assert.That(
            RequestText.Of(
                new CustomerProfiles
                {
                    CustomerStatus = ["Churned", "Active"],
                    MinHealthScore = 2.50m,
                    HasAppUsage = false,
                }
            ),
            Is.EqualTo("customer_profiles?customer_status=Active,Churned&min_health_score=2.50&has_app_usage=false")
        );
        Assert.That(RequestText.Of(new CustomerProfileById("C 1")), Is.EqualTo("customer_profile_by_id?customer_id=C 1"));
    }

    private static ChurnRiskCustomer Customer(decimal lifetimeValue) =>
        new("C1", null, "a@example.com", null, "Gold", 0, null, 1, lifetimeValue, "CHURN RISK");

    private static CrossSellOpportunity Opportunity(string id) => new(id, null, "a@example.com", null, "Gold", 1, 0, "App Adoption");

    private static RejectedRow Rejected(int id) =>
        new(id, id == 1 ? "sales/transactions" : "products/products", "a.csv", 1, null, null, "missing", "{}");
}
