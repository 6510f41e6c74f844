using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

// FaultyRows numbers its nine rejected rows: #1 to #3 customers, #4 to #6 transactions, #7 and #8 items, #9 products.
internal sealed class RejectedRowsTests
{
    private const string Route = "/admin/data-quality/rejected-rows";
    private SourceFolder _data = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _data = FaultyRows.Create();
        _host = await ApiHost.StartAsync(_data, FaultyRows.OpenGate);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public async Task Lists_rejected_rows_by_source_file_and_line() =>
        Assert.That(
            Dozen.Lines(await _host.GetAsync(Route), "row_id", "source", "file", "line", "key", "column", "reason"),
            Is.EqualTo(
                (string[])
                    [
                        "1 | customer/customers | customer/customers.csv | 5 | - | customer_id | missing",
                        "2 | customer/customers | customer/customers.csv | 6 | C4 | customer_id | duplicate_key",
                        "3 | customer/customers | customer/customers.csv | 9 | C9 | - | unparsable",
                        "4 | sales/transactions | sales/transactions.csv | 3 | T2 | total_amount | unparsable",
                        "5 | sales/transactions | sales/transactions.csv | 4 | T3 | customer_id | orphan",
                        "6 | sales/transactions | sales/transactions.csv | 5 | T4 | customer_id | orphan_of_rejected",
                        "7 | sales/transaction_items | sales/transaction_items/part-1.csv | 3 | I2 | quantity | out_of_range",
                        "8 | sales/transaction_items | sales/transaction_items/part-2.csv | 2 | I3 | transaction_id | orphan_of_rejected",
                        "9 | products/products | products/products.parquet | - | - | product_id | missing",
                    ]
            )
        );

    [Test]
    public Task A_page_is_as_its_example_shows() => Examples.AssertAsync(_host, $"{Route}?limit=3&after=2", "rejected_rows");

    [Test]
    public async Task Raw_values_are_an_object_of_texts_as_the_file_has_them()
    {
        JsonArray rows = (await _host.GetAsync(Route))["data"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((string?)rows[0]!["raw_values"]!["first_name"], Is.EqualTo("No \"Key\", 日本"));
            Assert.That(rows[2]!["raw_values"]!.ToJsonString(), Is.EqualTo("""{"customer_id":"C9","first_name":"Bob"}"""));
            Assert.That((string?)rows[3]!["raw_values"]!["total_amount"], Is.EqualTo("1e3"));
            Assert.That((string?)rows[8]!["raw_values"]!["product_name"], Is.EqualTo("Nameless"));
        });
    }

    [TestCase("", "1 2 | 3 4 | 5 6 | 7 8 | 9")]
    [TestCase("&source=customer/customers", "1 2 | 3")]
    [TestCase("&source=sales/transaction_items", "7 8")]
    [TestCase("&reason=orphan_of_rejected", "6 8")]
    [TestCase("&reason=missing", "1 9")]
    [TestCase("&reason=unparsable", "3 4")]
    [TestCase("&reason=unparsable&source=sales/transactions", "4")]
    [TestCase("&reason=out_of_range&source=customer/customers", "")]
    [TestCase("&source=logistics/shipments", "")]
    [TestCase("&after=6", "7 8 | 9")]
    [TestCase("&after=9", "")]
    [TestCase("&after=999999999999999999", "")]
    public async Task Pages_hold_every_row_once(string filter, string pages)
    {
        var walked = new List<string>();
        long after = 0;
        JsonNode page;
        do
        {
            page = await _host.GetAsync(
                after == 0 ? $"{Route}?limit=2{filter}" : $"{Route}?limit=2{filter.Split("&after")[0]}&after={after}"
            );
            walked.Add(string.Join(' ', Dozen.Lines(page, "row_id")));
            after = page["data"]!.AsArray() is [.., var last] ? (long)last!["row_id"]! : after;
        } while ((bool)page["meta"]!["truncated"]!);
        Assert.That(string.Join(" | ", walked), Is.EqualTo(pages));
    }

    [Test]
    public async Task A_page_stays_small_whatever_the_files_hold()
    {
        // 1,001 rows of 20,000 characters in two cells: of each 1,000 are kept, beside 13 short ones.
        string blob = new('x', 10_000);
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Customers([
                .. Enumerable.Repeat(
                    new
                    {
                        customer_id = "",
                        first_name = blob,
                        last_name = blob,
                    },
                    1001
                ),
            ]);
        await using ApiHost host = await ApiHost.StartAsync(data, FaultyRows.OpenGate);
        string page = await host.Client.GetStringAsync($"{Route}?limit=1000");
        Assert.That(page.Length, Is.InRange(1000 * 2000, 1000 * 3000));
        Assert.That(page, Does.Contain("\"count\":1000,").And.Contain("\"truncated\":true").And.Contain("x… (10000 characters)\""));
    }

    [TestCase("source=customers", "source")]
    [TestCase("source=", "source")]
    [TestCase("source=Sales/Transactions", "source")]
    public Task Another_source_is_told_what_there_is(string query, string name) =>
        AssertRefusedAsync(
            query,
            name,
            "Must be one of: customer/customers, customer/loyalty_program, customer/support_tickets, customer/app_usage, sales/transactions, "
                + "sales/transaction_items, products/products, logistics/shipments."
        );

    [TestCase("reason=orphans")]
    [TestCase("reason=")]
    [TestCase("reason=Missing")]
    [TestCase("reason=0")]
    public Task Another_reason_is_told_what_there_is(string query) =>
        AssertRefusedAsync(
            query,
            "reason",
            "Must be one of: missing, unparsable, out_of_range, orphan, orphan_of_rejected, duplicate_key."
        );

    [TestCase("limit=0", "limit", "Must be from 1 to 1000.")]
    [TestCase("limit=1001", "limit", "Must be from 1 to 1000.")]
    [TestCase("after=-1", "after", "Must be 0 or more.")]
    [TestCase("after=x", "after", "Must be a whole number such as 50, with at most 18 digits.")]
    [TestCase("offset=2", "offset", "Unknown parameter. Known: source, reason, limit, after, format.")]
    public Task A_bad_parameter_is_refused(string query, string name, string message) => AssertRefusedAsync(query, name, message);

    private async Task AssertRefusedAsync(string query, string name, string message)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync($"{Route}?{query}");
        JsonNode body = await ErrorAnswer.AssertAsync(response, 422, "ValidationError", "validation_error");
        JsonObject errors = body["error_details"]!["errors"]!.AsObject();
        Assert.That(errors.Select(error => (error.Key, (string?)error.Value!.AsArray().Single())), Is.EqualTo(new[] { (name, message) }));
    }
}
