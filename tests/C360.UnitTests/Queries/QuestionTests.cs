using C360.Application.Analytics;
using C360.Application.Finance;
using C360.Application.Marketing;
using C360.Application.Queries;
using FsCheck;
using FsCheck.Fluent;

namespace C360.UnitTests.Queries;

internal sealed class QuestionTests
{
    private static readonly ServiceBuild Build = new("a");

    [Test]
    public void A_question_with_lists_takes_the_memory_of_what_was_sent()
    {
        object small = Question.Of(new CustomerProfiles { CustomerStatus = ["Active"] });
        object large = Question.Of(new CustomerProfiles { CustomerStatus = [new string('x', 1006)] });
        // A thousand characters more, and 1006: instead of 6: before them; two bytes each.
        Assert.That(Question.BytesOf(large) - Question.BytesOf(small), Is.EqualTo(2 * (1000 + 3)));
        Assert.That(Question.BytesOf(Question.Of(new ChurnRiskCustomers())), Is.Zero);
    }

    [Test]
    public void Order_and_repetitions_of_a_list_make_no_difference() =>
        Assert.That(
            Question.Of(new CustomerProfiles { CustomerStatus = ["Churned", "Active", "Churned"] }),
            Is.EqualTo(Question.Of(new CustomerProfiles { CustomerStatus = ["Active", "Churned"] }))
        );

    [Test]
    public void A_tag_is_the_same_for_the_same_question_to_the_same_snapshot_by_the_same_build_and_for_no_other()
    {
        string tag = Question.Tag(new ChurnRiskCustomers { Limit = 7 }, "v1", Build);
        Assert.That(tag, Is.EqualTo(Question.Tag(new ChurnRiskCustomers { Limit = 7, MinLifetimeValue = 1000.00m }, "v1", Build)));
        Assert.That(tag, Does.Match("^[A-Za-z0-9_-]{16}$"));
        Assert.That(
            (string[])
                [
                    tag,
                    Question.Tag(new ChurnRiskCustomers { Limit = 7 }, "v2", Build),
                    Question.Tag(new ChurnRiskCustomers { Limit = 7 }, "v1", new ServiceBuild("b")),
                    Question.Tag(new ChurnRiskCustomers { Limit = 8 }, "v1", Build),
                    Question.Tag(new CustomerProfiles { Limit = 7 }, "v1", Build),
                    Question.Tag(new CustomerProfiles { LoyaltyTier = ["a", "b"] }, "v1", Build),
                    Question.Tag(new CustomerProfiles { LoyaltyTier = ["a,1:b"] }, "v1", Build),
                    Question.Tag(new CustomerProfileById("C1"), "v1", Build),
                    Question.Tag(new CustomerProfileById("C1\n"), "v1", Build),
                ],
            Is.Unique
        );
    }

    [TestCase("5000", "5000.00")]
    [TestCase("0", "0.000000")]
    [TestCase("0.5", "0.50")]
    [TestCase("999999999999.999999", "999999999999.9999990")]
    public void A_number_is_the_same_however_it_is_written(string one, string other) => Assert.That(Of(one), Is.EqualTo(Of(other)));

    [TestCase("5000", "500")]
    [TestCase("0.5", "5")]
    [TestCase("999999999999.999999", "999999999999.999998")]
    public void Another_number_is_another_question(string one, string other) => Assert.That(Of(one), Is.Not.EqualTo(Of(other)));

    [Test]
    public void Another_query_with_the_same_parameters_is_another_question() =>
        Assert.That(
            Question.Of(new CustomerSegmentation { By = SegmentationColumn.LoyaltyTier }),
            Is.Not.EqualTo(Question.Of(new ProfitabilityMetrics { By = ProfitabilityColumn.LoyaltyTier }))
        );

    [Test]
    public void Not_given_is_neither_true_nor_false() =>
        Assert.That(new bool?[] { null, true, false }.Select(has => Question.Of(new CustomerProfiles { HasAppUsage = has })), Is.Unique);

    [FsCheck.NUnit.Property(MaxTest = 2000, Arbitrary = [typeof(Requests)])]
    public bool Requests_share_a_question_exactly_when_they_ask_the_same(CustomerProfiles one, CustomerProfiles other) =>
        Question.Of(one).Equals(Question.Of(other)) == AskTheSame(one, other);

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool Ids_share_a_question_only_when_they_are_the_same(NonNull<string> one, NonNull<string> other) =>
        Question.Of(new CustomerProfileById(one.Get)).Equals(Question.Of(new CustomerProfileById(other.Get))) == (one.Get == other.Get);

    private static object Of(string minimum) =>
        Question.Of(
            new ChurnRiskCustomers { MinLifetimeValue = decimal.Parse(minimum, System.Globalization.CultureInfo.InvariantCulture) }
        );

    private static bool AskTheSame(CustomerProfiles one, CustomerProfiles other) =>
        one with
        {
            CustomerStatus = [],
            CustomerSegment = [],
            LoyaltyTier = [],
        } == other with { CustomerStatus = [], CustomerSegment = [], LoyaltyTier = [] }
        && one.CustomerStatus.ToHashSet().SetEquals(other.CustomerStatus)
        && one.CustomerSegment.ToHashSet().SetEquals(other.CustomerSegment)
        && one.LoyaltyTier.ToHashSet().SetEquals(other.LoyaltyTier);

    /// <summary>Few values, so that many requests are alike; among them those that look like the question's own signs.</summary>
    private static class Requests
    {
        private static readonly Gen<IReadOnlyList<string>> Words = Gen.Elements(
                "",
                "a",
                "b",
                ",",
                "1:a",
                "1:a,",
                "a,1:b",
                "\nloyalty_tier="
            )
            .ListOf()
            .Select(IReadOnlyList<string> (words) => [.. words.Take(2)]);

        private static readonly Gen<decimal?> Numbers = Gen.Elements<decimal?>(null, 1m, 1.0m, 1.5m, 15m);

        public static Arbitrary<CustomerProfiles> Profiles() =>
            (
                from status in Words
                from segment in Words
                from tier in Words
                from minimum in Numbers
                from maximum in Numbers
                from has in Gen.Elements<bool?>(null, true, false)
                select new CustomerProfiles
                {
                    CustomerStatus = status,
                    CustomerSegment = segment,
                    LoyaltyTier = tier,
                    MinHealthScore = minimum,
                    MaxHealthScore = maximum,
                    HasAppUsage = has,
                }
            ).ToArbitrary();
    }
}
