using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.BrowserTests.Dashboard;

/// <summary>Names that would be markup, if anything read them as such, and names that are far too long: they show as text.</summary>
[Category("Browser")]
internal sealed class HostileNamesTests
{
    private const string Image = "<img src=x onerror=window.hacked=1>";
    private const string Script = "\"><script>window.hacked=1</script>";
    private static readonly string Long = new('W', 500);
    private readonly SourceFolder _data = new();
    private TestBrowser _browser = null!;
    private ApiHost _host = null!;

    /// <summary>Both bought last in December: churned, with a lifetime value of 5,000.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _data
            .Customers(
                new
                {
                    customer_id = "C1",
                    first_name = Image,
                    last_name = "",
                    customer_segment = Script,
                },
                new
                {
                    customer_id = "C2",
                    first_name = Long,
                    last_name = "",
                    customer_segment = Long,
                }
            )
            .LoyaltyProgram(
                new
                {
                    customer_id = "C1",
                    loyalty_tier = Image,
                    lifetime_value = 5000m,
                },
                new
                {
                    customer_id = "C2",
                    loyalty_tier = Long,
                    lifetime_value = 5000m,
                }
            )
            .Transactions(
                new
                {
                    customer_id = "C1",
                    total_amount = 10m,
                    transaction_date = "2025-12-01",
                    currency = Script,
                },
                new
                {
                    customer_id = "C2",
                    total_amount = 5m,
                    transaction_date = "2025-12-01",
                }
            )
            .Products(new { product_id = "P1", category = Image }, new { product_id = "P2", category = Long })
            .TransactionItems(
                new
                {
                    transaction_id = "T1",
                    product_id = "P1",
                    line_total = 10m,
                },
                new
                {
                    transaction_id = "T2",
                    product_id = "P2",
                    line_total = 5m,
                }
            );
        _host = await ApiHost.StartAsync(_data);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _data.Dispose();
    }

    [TestCase(1600)]
    [TestCase(400)]
    public async Task Names_show_as_text_and_break_nothing(int width)
    {
        await using Visit visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!, width: width);
        await visit.LoadedAsync();
        string[] rows = await visit.RowsAsync("#churn table");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Split(" | ")[0]), Is.EqualTo((string[])[$"{Image}C1", $"{Long}C2"]));
            Assert.That(rows[0].Split(" | ")[2], Is.EqualTo(Script));
            Assert.That(await visit.RowsAsync("#categories table"), Has.Some.StartsWith(Image));
            Assert.That(await visit.Tab.Locator("#categories .label").First.TextContentAsync(), Is.EqualTo(Image));
            Assert.That(await visit.Tab.Locator("#currency").TextContentAsync(), Does.Contain(Script));
            Assert.That(await visit.Tab.EvaluateAsync<bool>("'hacked' in window"), Is.False);
            Assert.That(await visit.Tab.Locator("main img, main script").CountAsync(), Is.Zero);
            Assert.That(await visit.IsTooWideAsync(), Is.False);
            Assert.That(await visit.ViolationsAsync(), Is.Empty);
        }
        await visit.PictureAsync($"hostile-{width}");
        visit.AssertClean();
    }
}
