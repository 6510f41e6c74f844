using C360.Domain.Sources;
using C360.Infrastructure.SampleData;

namespace C360.FunctionalTests.SampleData;

internal sealed class SampleBuildTests
{
    /// <summary>Every group that an endpoint can show; null is the customer without one.</summary>
    private static readonly Dictionary<string, string?[]> Groups = new()
    {
        ["customer_status"] = ["Active", "At Risk", "Churned", "Never Purchased"],
        ["loyalty_tier"] = ["Bronze", "Silver", "Gold", "Platinum", "Not Enrolled"],
        ["value_segment"] = ["Low Value", "Medium Value", "High Value", "VIP", "Not Enrolled"],
        ["customer_segment"] = ["Premium", "Standard", "Basic", null],
        ["generation_segment"] = ["Gen Z", "Millennial", "Gen X", "Boomer+", "Unknown"],
        ["customer_tenure_segment"] =
        [
            "New (0-30 days)",
            "Recent (31-90 days)",
            "Established (3-12 months)",
            "Veteran (1+ years)",
            "Unknown",
        ],
        ["support_satisfaction_level"] = ["No Contact", "Highly Satisfied", "Satisfied", "Needs Attention"],
    };

    private static readonly string[] BusinessSegments =
    [
        "Champions",
        "Loyal Customers",
        "Big Spenders",
        "Potential Loyalists",
        "At Risk",
        "Hibernating",
        "Others",
    ];

    private static readonly string[] Flags =
    [
        "is_app_user",
        "is_digital_native",
        "churn_risk_flag",
        "satisfaction_risk_flag",
        "has_urgent_issues",
        "channel_expansion_opportunity",
        "tier_upgrade_opportunity",
        "app_adoption_opportunity",
    ];

    [Test]
    public async Task Every_group_of_every_endpoint_has_customers([Range(1, 5)] int seed)
    {
        IReadOnlyList<IReadOnlyDictionary<string, object?>> profiles = (
            await SampleBuild.OfAsync(1000, seed, SampleDataFormat.Csv)
        ).Profiles;

        Assert.Multiple(() =>
        {
            foreach ((string column, string?[] groups) in Groups)
                Assert.That(profiles.Select(profile => (string?)profile[column]).Distinct(), Is.EquivalentTo(groups), column);
            foreach (string flag in Flags)
                Assert.That(profiles.Select(profile => (bool)profile[flag]!).Distinct(), Is.EquivalentTo(new[] { true, false }), flag);
            Assert.That(profiles.Select(BusinessSegment).Distinct(), Is.EquivalentTo(BusinessSegments));
        });
    }

    [Test]
    public async Task Nothing_is_rejected_and_nothing_but_missing_addresses_noted([Values] SampleDataFormat format)
    {
        SampleBuild build = await SampleBuild.OfAsync(1000, seed: 1, format);

        Assert.That(build.Result.AsOf, Is.EqualTo(SampleBuild.AsOf), "latest is the day that was asked for");
        Assert.That(build.Result.NextEventOn, Is.Null);
        Assert.Multiple(() =>
        {
            foreach (SourceReport source in build.Result.Sources)
            {
                Assert.That(source.Read, Is.EqualTo(source.Used).And.GreaterThan(100), source.Source);
                Assert.That(source.Rejected.Keys.Concat(source.Nulled.Keys).Concat(source.NewValues.Keys), Is.Empty, source.Source);
                Assert.That(source.Noted.Keys, Is.SubsetOf(new[] { "missing_email" }), source.Source);
            }
        });
        Assert.That(build.Profiles, Has.Count.InRange(980, 999), "0.7 % of 1,000 have no address");
    }

    /// <summary>The definition of the RFM endpoint: the first that fits.</summary>
    private static string BusinessSegment(IReadOnlyDictionary<string, object?> profile)
    {
        int r = Score("recency_score");
        int f = Score("frequency_score");
        int m = Score("monetary_score");
        return (r, f, m) switch
        {
            (>= 4, >= 4, >= 4) => "Champions",
            (>= 3, >= 3, >= 4) => "Loyal Customers",
            (>= 4, <= 2, >= 3) => "Big Spenders",
            (>= 4, >= 3, <= 2) => "Potential Loyalists",
            (<= 2, >= 3, >= 3) => "At Risk",
            (<= 2, <= 2, _) => "Hibernating",
            _ => "Others",
        };
        int Score(string column) => Convert.ToInt32(profile[column]);
    }
}
