namespace C360.FunctionalTests.Product;

// Millennial  C01, C06, C08    2 of 3 in the app = 66.7 %   (22.7 + 0 + 1.6) / 3 = 8.1   online, mobile, online
// Gen X       C02, A/B         1 of 2                       (7.3 + 0) / 2 = 3.65 → 3.7   mobile, mobile
// Gen Z       C04, A B         1 of 2                       (0 + 0.9) / 2 = 0.45 → 0.5   store, online
// Unknown     C05, 日本         1 of 2, with a score of 0    0.0                          neither prefers a channel
// Boomer+     C03, C07, A%2FB  0 of 3 (C03's session is after as_of)                     store, online, store
internal sealed class DigitalEngagementAnalysisTests
{
    private const string Route = "/product/digital-engagement-analysis";

    [Test]
    public Task Shows_how_each_generation_uses_the_app() => Dozen.AssertExampleAsync(Route, "digital_engagement_analysis");

    [Test]
    public async Task Keenest_generations_come_first_and_equal_ones_by_name() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "app_adoption_rate_pct", "generation_segment"),
            Is.EqualTo(new[] { "66.7 | Millennial", "50.0 | Gen X", "50.0 | Gen Z", "50.0 | Unknown", "0.0 | Boomer+" })
        );
}
