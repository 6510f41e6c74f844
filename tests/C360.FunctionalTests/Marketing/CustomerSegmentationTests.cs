namespace C360.FunctionalTests.Marketing;

// VIP           C01, C07            (10,000.00 + 10,000.00) / 2                            (15 + 7) / 6 = 3.6667        1 of 2 at risk
// High Value    C02, A%2FB          (5000.00 + 9999.99) / 2 = 7499.995                      (10 + 8) / 6 = 3.00          2 of 2
// Medium Value  C03, C04, C08, A/B  (2500.00 + 2000.01 + 2000.00 + 1000.00) / 4 = 1875.0025 (9 + 9 + 12 + 8) / 12 = 3.1667  3 of 4
// Low Value     C05, A B            (−999.99 + 999.99) / 2 = 0.00                           (7 + 4) / 6 = 1.8333         2 of 2
// Not Enrolled  C06, 日本            0.00                                                    (8 + 3) / 6 = 1.8333         0 of 2
internal sealed class CustomerSegmentationTests
{
    private const string Route = "/marketing/customer-segmentation";

    [Test]
    public Task Groups_by_value_segment_unless_asked_otherwise() => Dozen.AssertExampleAsync(Route, "customer_segmentation");

    [Test]
    public async Task Groups_by_value_segment_when_asked() =>
        Assert.That(await By("value_segment"), Is.EqualTo(await Dozen.LinesAsync(Route, Columns)));

    // Premium C01, C02, A%2FB: 24,999.99 / 3, 33 / 9, 2 of 3. Standard C03, C04, C07, C08, A/B: 17,500.01 / 5, 45 / 15, 4 of 5. Basic C05,
    // A B:
    // 0.00 / 2, 11 / 6, 2 of 2. None C06, 日本: 0.00, 11 / 6, 0 of 2; as much worth as Basic, and last.
    [Test]
    public async Task Groups_by_customer_segment_with_those_without_one_last_among_equals() =>
        Assert.That(
            await By("customer_segment"),
            Is.EqualTo(
                new[]
                {
                    "Premium | 3 | 8333.33 | 3.67 | 66.7",
                    "Standard | 5 | 3500.00 | 3.00 | 80.0",
                    "Basic | 2 | 0.00 | 1.83 | 100.0",
                    "- | 2 | 0.00 | 1.83 | 0.0",
                }
            )
        );

    // Silver C03, C08, A/B: (9 + 12 + 8) / 9 = 3.2222. Bronze C04, C05, A B: (9 + 7 + 4) / 9 = 2.2222, 2 of 3.
    [Test]
    public async Task Groups_by_loyalty_tier() =>
        Assert.That(
            await By("loyalty_tier"),
            Is.EqualTo(
                new[]
                {
                    "Diamond | 1 | 10000.00 | 2.33 | 100.0",
                    "Platinum | 1 | 10000.00 | 5.00 | 0.0",
                    "Gold | 2 | 7500.00 | 3.00 | 100.0",
                    "Silver | 3 | 1833.33 | 3.22 | 100.0",
                    "Bronze | 3 | 666.67 | 2.22 | 66.7",
                    "Not Enrolled | 2 | 0.00 | 1.83 | 0.0",
                }
            )
        );

    // Boomer+ C03, C07, A%2FB: 22,499.99 / 3, 24 / 9. Millennial C01, C06, C08: 12,000.00 / 3, 35 / 9. Gen X C02, A/B: 6000.00 / 2, 18 / 6.
    // Gen Z C04, A B: 3000.00 / 2, 13 / 6. Unknown C05, 日本: −999.99 / 2 = −499.995, away from zero; 10 / 6.
    [Test]
    public async Task Groups_by_generation() =>
        Assert.That(
            await By("generation_segment"),
            Is.EqualTo(
                new[]
                {
                    "Boomer+ | 3 | 7500.00 | 2.67 | 100.0",
                    "Millennial | 3 | 4000.00 | 3.89 | 33.3",
                    "Gen X | 2 | 3000.00 | 3.00 | 100.0",
                    "Gen Z | 2 | 1500.00 | 2.17 | 50.0",
                    "Unknown | 2 | -500.00 | 1.67 | 50.0",
                }
            )
        );

    // Established C02, C07, A B: 15,999.99 / 3, 21 / 9. Veteran C01, C05, A/B, A%2FB: 20,000.00 / 4, 38 / 12, 3 of 4. Recent C03, C08:
    // 4500.00 / 2, 21 / 6. New C04, C06: 2000.01 / 2 = 1000.005, away from zero; 17 / 6.
    [Test]
    public async Task Groups_by_tenure() =>
        Assert.That(
            await By("customer_tenure_segment"),
            Is.EqualTo(
                new[]
                {
                    "Established (3-12 months) | 3 | 5333.33 | 2.33 | 100.0",
                    "Veteran (1+ years) | 4 | 5000.00 | 3.17 | 75.0",
                    "Recent (31-90 days) | 2 | 2250.00 | 3.50 | 100.0",
                    "New (0-30 days) | 2 | 1000.01 | 2.83 | 0.0",
                    "Unknown | 1 | 0.00 | 1.00 | 0.0",
                }
            )
        );

    // Active 12,000.01 / 3 = 4000.0033, Churned 11,999.98 / 3 = 3999.9933, At Risk (5000.00 + 2500.00 + 10,000.00 − 999.99 + 2000.00) / 5 =
    // 3700.002.
    [Test]
    public async Task Groups_by_status() =>
        Assert.That(
            await By("customer_status"),
            Is.EqualTo(
                new[]
                {
                    "Active | 3 | 4000.00 | 3.56 | 0.0",
                    "Churned | 3 | 3999.99 | 2.22 | 100.0",
                    "At Risk | 5 | 3700.00 | 3.00 | 100.0",
                    "Never Purchased | 1 | 0.00 | 1.00 | 0.0",
                }
            )
        );

    private static readonly string[] Columns =
    [
        "segment_name",
        "customer_count",
        "avg_lifetime_value",
        "avg_health_score",
        "churn_risk_percentage",
    ];

    private static Task<string[]> By(string column) => Dozen.LinesAsync($"{Route}?by={column}", Columns);
}
