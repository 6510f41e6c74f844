using System.Collections;
using C360.Application;
using C360.Application.Analytics;
using C360.Application.Queries;
using C360.Application.Verification;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Sql;

namespace C360.FunctionalTests.Verification;

/// <summary>The comparison of engines finds what is different, and nothing else.</summary>
internal sealed class EngineVerificationTests
{
    private const string Profiles = "customer_profiles";

    private static IEnumerable<TestCaseData> Folders() =>
        [
            new TestCaseData((Func<SourceFolder>)DozenCustomers.Create).SetArgDisplayNames("good rows"),
            new TestCaseData((Func<SourceFolder>)FaultyRows.Create).SetArgDisplayNames("faulty rows"),
        ];

    [TestCaseSource(nameof(Folders))]
    public async Task An_engine_is_equal_to_itself_in_all_that_can_be_asked(Func<SourceFolder> create)
    {
        using SourceFolder data = create();
        List<EngineComparison> comparisons = await Compared.RunAsync(data, new FalsePipeline());

        Assert.That(comparisons.Where(comparison => !comparison.IsEqual), Is.Empty);
        // Eight sources and the totals, then every query, by the engine that built and by the other.
        Assert.That(
            comparisons.Take(9).Select(comparison => comparison.What.Split(' ')[0]),
            Is.EqualTo([.. Enumerable.Repeat("source", 8), "totals"])
        );
        foreach (string engines in (string[])["spark/embedded", "spark/spark"])
            Assert.That(
                comparisons
                    .Skip(9)
                    .Where(comparison => comparison.Engines == engines)
                    .Select(comparison => comparison.What.Split('?')[0])
                    .Distinct(),
                Is.EquivalentTo(ApplicationServices.Catalogue.Select(entry => SnakeCase.Of(entry.Query.Name)))
            );
        Assert.That(comparisons.Select(comparison => (comparison.Engines, comparison.What)), Is.Unique);
        Assert.That(comparisons.Select(comparison => comparison.What), Has.Some.Match("^customer_profile_by_id\\?customer_id=C"));
        Assert.That(
            comparisons.Select(comparison => comparison.What),
            Is.SupersetOf(
                (string[])
                    [
                        "customer_profiles?limit=7",
                        "customer_profiles?limit=1000",
                        "customer_segmentation?by=generation_segment",
                        "customer_profile_by_id?customer_id=nobody's",
                        "churn_risk_customers",
                        "rejected_rows?limit=1",
                    ]
            )
        );
    }

    /// <summary>The same list is given out wrong in four ways, by the limit that it is asked for with.</summary>
    [Test]
    public async Task Each_kind_of_lie_is_found_with_its_place()
    {
        using SourceFolder data = Three();
        List<EngineComparison> comparisons = await Compared.RunAsync(data, new FalsePipeline(), OfProfiles(Lie));

        // C1 spent 49.50: to leave a place out is to say something else.
        AssertFound(Profiles, "row 1, total_spent: expected 49.50, got 49.5");
        AssertFound($"{Profiles}?limit=3", "row 2, total_spent: expected 20.25, got 20.3");
        AssertFound($"{Profiles}?limit=7", "rows: expected 3, got 2; row 2, customer_id: expected \"C2\", got \"C3\"");
        AssertFound($"{Profiles}?limit=1000", "row 1, customer_id: expected \"C1\", got \"C3\"");
        AssertFound($"{Profiles}?limit=1", "expected an answer, got an error: no decimal");
        Assert.That(comparisons.Count(comparison => !comparison.IsEqual), Is.EqualTo(5));

        void AssertFound(string what, string difference)
        {
            Assert.That(Of(comparisons, "spark/spark", what).Difference, Is.EqualTo(difference));
            // The engine that tells the truth was asked the same of the same snapshot.
            Assert.That(Of(comparisons, "spark/embedded", what).IsEqual, what);
        }
    }

    /// <summary>What was built wrong is wrong whoever answers.</summary>
    [Test]
    public async Task What_was_built_wrong_is_found_by_either_engine()
    {
        using SourceFolder data = Three();
        List<EngineComparison> comparisons = await Compared.RunAsync(
            data,
            new FalsePipeline(sql: "UPDATE customer_analytics_c360 SET city = 'Nowhere' WHERE customer_id = 'C2'")
        );

        foreach (string engines in (string[])["spark/embedded", "spark/spark"])
            Assert.That(
                Of(comparisons, engines, "customer_profile_by_id?customer_id=C2").Difference,
                Does.StartWith("row 1, city: expected ").And.EndsWith(", got \"Nowhere\"")
            );
        Assert.That(Of(comparisons, "spark/spark", "customer_profile_by_id?customer_id=C1").IsEqual);
    }

    [Test]
    public async Task Another_count_of_a_source_is_found_and_another_total()
    {
        using SourceFolder data = Three();
        List<EngineComparison> comparisons = await Compared.RunAsync(
            data,
            new FalsePipeline(result =>
                result with
                {
                    Sources =
                    [
                        result.Sources[0] with
                        {
                            Rejected = new Dictionary<string, long> { ["missing"] = 2 },
                        },
                        .. result.Sources.Skip(1),
                    ],
                    ControlTotals = result.ControlTotals with { Profiles = 69.76m },
                }
            )
        );

        Assert.That(
            comparisons.Where(comparison => !comparison.IsEqual).Select(comparison => $"{comparison.What}: {comparison.Difference}"),
            Is.EqualTo(
                (string[])
                    [
                        "source customer/customers: rejected, missing: expected nothing, got 2",
                        // 49.50 and 20.25.
                        "totals: control_totals, profiles: expected 69.75, got 69.76",
                    ]
            )
        );
    }

    [Test]
    public async Task An_engine_that_goes_away_ends_it()
    {
        using SourceFolder data = Three();
        await Assert.ThatAsync(
            () =>
                Compared.RunAsync(
                    data,
                    new FalsePipeline(),
                    OfProfiles((_, _) => throw new TransientEngineException(new IOException("refused")))
                ),
            Throws.TypeOf<EnginesNotComparableException>().With.Message.EqualTo("The engine spark cannot be used any more: refused")
        );
    }

    [Test]
    public async Task Data_that_cannot_be_built_is_named()
    {
        using SourceFolder data = Three().Write("products/products.csv", "product_id\nP1\n");
        await Assert.ThatAsync(
            () => Compared.RunAsync(data, new FalsePipeline()),
            Throws
                .TypeOf<EnginesNotComparableException>()
                .With.Message.EqualTo("The engine embedded cannot build this data: products/products.csv lacks the column product_name.")
        );
    }

    [Test]
    public async Task Stopped_in_the_middle_it_leaves_nothing_behind()
    {
        using SourceFolder data = Three();
        using var stop = new CancellationTokenSource();
        await Assert.ThatAsync(
            () => Compared.RunAsync(data, new FalsePipeline(), also: _ => stop.Cancel(), cancellationToken: stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    private static EngineComparison Of(IEnumerable<EngineComparison> comparisons, string engines, string what) =>
        comparisons.Single(comparison => comparison.Engines == engines && comparison.What == what);

    /// <summary>Of the list without filters, with the limit; the query asks for one row more, by which it knows whether there are more.</summary>
    private static Action<SqlQuery, IList> OfProfiles(Action<int, IList> falsify) =>
        (query, rows) =>
        {
            bool isFiltered = query.Parameters.Any(parameter =>
                parameter is { Key: not "limit", Value: not (null or 0) } and not { Key: "churn_risk_only", Value: false }
            );
            if (query.Name == Profiles && !isFiltered)
                falsify((int)query.Parameters["limit"]! - 1, rows);
        };

    private static void Lie(int limit, IList rows)
    {
        switch (limit)
        {
            case 1:
                throw new InvalidCastException("no decimal\nat Spark");
            case 3:
                rows[1] = (CustomerProfile)rows[1]! with { TotalSpent = 20.3m };
                break;
            case 7:
                rows.RemoveAt(1);
                break;
            case 100:
                rows[0] = (CustomerProfile)rows[0]! with { TotalSpent = 49.5m };
                break;
            case 1000:
                (rows[0], rows[2]) = (rows[2], rows[0]);
                break;
        }
    }

    /// <summary>
    /// As of 2026-06-20 C1 and C2 have scores 5, 2 and 1 (bought this month, once, for less than 50), C3 has 1, 1 and 1: the healthiest first, then who
    /// spent more, that is C1, C2, C3.
    /// </summary>
    private static SourceFolder Three() =>
        new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C2" }, new { customer_id = "C3" })
            .Transactions(
                new
                {
                    customer_id = "C1",
                    total_amount = "49.50",
                    transaction_date = "2026-06-01",
                },
                new
                {
                    customer_id = "C2",
                    total_amount = "20.25",
                    transaction_date = "2026-06-02",
                }
            );
}
