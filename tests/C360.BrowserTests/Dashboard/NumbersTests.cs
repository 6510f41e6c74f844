using System.Globalization;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.BrowserTests.Dashboard;

/// <summary>What the page shows is what the API says, row by row, for twelve customers made by hand (their figures are worked out in DozenCustomers).</summary>
[Category("Browser")]
internal sealed class NumbersTests
{
    private const string Nothing = "–";
    private readonly SourceFolder _data = DozenCustomers.Create();
    private TestBrowser _browser = null!;
    private ApiHost _host = null!;
    private Visit _visit = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _host = await ApiHost.StartAsync(_data);
        _visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!);
        await _visit.LoadedAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_visit is not null)
            await _visit.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>After a column's name how it is written: n0, n1, n2 with so many places, p a share of 1, % a share of 100, d a day; nothing: a name.</summary>
    [TestCase(
        "status",
        "marketing/customer-health-overview",
        "customer_status customer_count:n0 avg_health_score:n2 avg_total_spent:n2 avg_transactions:n1"
    )]
    [TestCase(
        "loyalty",
        "marketing/loyalty-program-metrics",
        "loyalty_tier customer_count:n0 avg_lifetime_value:n2 avg_total_spent:n2 avg_points_balance:n0 avg_redemption_rate_pct:%"
    )]
    [TestCase(
        "revenue",
        "finance/revenue-analysis",
        "customer_segment customer_count:n0 total_revenue:n2 percentage_of_total_revenue:% avg_revenue_per_customer:n2"
    )]
    [TestCase(
        "lifetime",
        "finance/customer-lifetime-value",
        "value_segment customer_count:n0 avg_lifetime_value:n2 total_revenue:n2 avg_transactions_per_customer:n1"
    )]
    [TestCase(
        "rfm",
        "finance/rfm-segmentation",
        "business_segment recency_score:n0 frequency_score:n0 monetary_score:n0 customer_count:n0 avg_total_spent:n2"
    )]
    [TestCase(
        "categories",
        "product/category-insights",
        "category total_revenue:n2 customer_count:n0 repeat_purchase_rate:p avg_order_value:n2"
    )]
    [TestCase(
        "digital",
        "product/digital-engagement-analysis",
        "generation_segment total_customers:n0 app_users:n0 app_adoption_rate_pct:% digital_natives:n0 avg_engagement_score:n1"
    )]
    [TestCase(
        "support",
        "customer-success/support-insights",
        "support_satisfaction_level customer_count:n0 avg_tickets_per_customer:n1 avg_satisfaction_score:n2 total_urgent_tickets:n0 avg_customer_value:n2"
    )]
    [TestCase(
        "lifecycle",
        "customer-success/lifecycle-analysis",
        "customer_tenure_segment customer_count:n0 active_customers:n0 avg_transactions:n1 avg_total_spent:n2 avg_health_score:n2"
    )]
    [TestCase(
        "churn",
        "marketing/churn-risk-customers?min_lifetime_value=1000&limit=50",
        "customer_name+customer_id email customer_segment loyalty_tier total_spent:n2 lifetime_value:n2 last_purchase_date:d customer_health_score:n2"
    )]
    public async Task A_cards_table_shows_the_answer_of_its_query(string card, string query, string columns)
    {
        JsonArray rows = (await _host.GetAsync($"/{query}"))["data"]!.AsArray();
        Assert.That(rows, Is.Not.Empty);
        Assert.That(
            await _visit.RowsAsync($"#{card} table"),
            Is.EqualTo(rows.Select(row => string.Join(" | ", columns.Split(' ').Select(column => Written(row!, column)))))
        );
    }

    /// <summary>By DozenCustomers' own reckoning: the twelve who count.</summary>
    [Test]
    public async Task The_figures_at_the_top_are_those_of_all_customers()
    {
        JsonArray statuses = (await _host.GetAsync("/marketing/customer-health-overview"))["data"]!.AsArray();
        decimal revenue = (await _host.GetAsync("/finance/revenue-analysis"))["data"]!
            .AsArray()
            .Sum(row => (decimal)row!["total_revenue"]!);
        // The exact mean of the scores, from the profiles themselves.
        JsonArray profiles = (await _host.GetAsync("/analytics/customer-profiles?limit=1000"))["data"]!.AsArray();
        decimal health = profiles.Average(row =>
            ((int)row!["recency_score"]! + (int)row["frequency_score"]! + (int)row["monetary_score"]!) / 3m
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FigureAsync("customers"), Is.EqualTo("12"));
            Assert.That(await FigureAsync("active"), Is.EqualTo(Percent(100m * Of("Active") / 12)));
            Assert.That(await FigureAsync("risk"), Is.EqualTo(Percent(100m * Of("At Risk") / 12)));
            Assert.That(await FigureAsync("total"), Is.EqualTo(Number(revenue, 2)));
            Assert.That(await FigureAsync("health"), Is.EqualTo(Number(health, 2)));
        }

        int Of(string status) => (int)statuses.Single(row => (string?)row!["customer_status"] == status)!["customer_count"]!;
    }

    [Test]
    public async Task A_bar_is_as_long_as_its_number_and_says_it()
    {
        JsonArray rows = (await _host.GetAsync("/finance/customer-lifetime-value"))["data"]!.AsArray();
        decimal most = rows.Max(row => (decimal)row!["avg_lifetime_value"]!);
        string[] lengths = await _visit
            .Tab.Locator("#lifetime .chart .fill")
            .EvaluateAllAsync<string[]>("all => all.map(each => each.getAttribute('width'))");
        string[] texts = await _visit
            .Tab.Locator("#lifetime .chart .value")
            .EvaluateAllAsync<string[]>("all => all.map(each => each.textContent)");
        decimal[] shown =
        [
            .. lengths.Select(length => decimal.Parse(length.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture)),
        ];
        Assert.That(shown, Is.EqualTo(rows.Select(row => 100 * (decimal)row!["avg_lifetime_value"]! / most)).Within(0.001m));
        Assert.That(texts, Is.EqualTo(rows.Select(row => Number((decimal)row!["avg_lifetime_value"]!, 2))));
    }

    /// <summary>Each of the 25 cells holds the customers of its two scores, whatever they spent.</summary>
    [Test]
    public async Task The_grid_has_every_customer_once()
    {
        JsonArray rows = (await _host.GetAsync("/finance/rfm-segmentation"))["data"]!.AsArray();
        IEnumerable<string> expected =
            from recency in (int[])[5, 4, 3, 2, 1]
            from frequency in (int[])[1, 2, 3, 4, 5]
            select $"{rows.Where(row => (int)row!["recency_score"]! == recency && (int)row["frequency_score"]! == frequency).Sum(row => (int)row!["customer_count"]!)}";
        string[] cells = await _visit
            .Tab.Locator("#rfm .cell .number")
            .EvaluateAllAsync<string[]>("all => all.map(each => each.textContent)");
        Assert.That(cells, Is.EqualTo(expected));
        Assert.That(cells.Sum(cell => int.Parse(cell, CultureInfo.InvariantCulture)), Is.EqualTo(12));
    }

    private async Task<string> FigureAsync(string id) => await _visit.Tab.Locator($"#figure-{id} .value").InnerTextAsync();

    private static string Written(JsonNode row, string column)
    {
        string[] parts = column.Split(':');
        if (parts.Length == 1)
            return string.Concat(column.Split('+').Select(key => (string?)row[key] ?? "(none)"));
        return row[parts[0]] is not { } value
            ? Nothing
            : parts[1] switch
            {
                "p" => Percent(100 * (decimal)value),
                "%" => Percent((decimal)value),
                "d" => DateOnly
                    .ParseExact((string)value!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                    .ToString("MMM d, yyyy", CultureInfo.InvariantCulture),
                _ => Number((decimal)value, parts[1][1] - '0'),
            };
    }

    private static string Percent(decimal value) => $"{Number(value, 1)}%";

    private static string Number(decimal value, int places) =>
        Math.Round(value, places, MidpointRounding.AwayFromZero).ToString($"N{places}", CultureInfo.InvariantCulture);
}
