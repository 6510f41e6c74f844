using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Pipeline.Reading;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>Categories that are not known today stay as they are, and what the rules make of them.</summary>
internal sealed class NewValuesTests
{
    [Test]
    public async Task A_new_tier_a_new_status_and_a_new_channel_go_where_they_belong([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(
                new
                {
                    customer_id = "C1",
                    customer_segment = "Gold Plus",
                    preferred_channel = "telephone",
                },
                new { customer_id = "C2" }
            )
            .Parts(
                "customer/loyalty_program",
                "a" + form,
                new
                {
                    customer_id = "C1",
                    loyalty_tier = "Diamond",
                    lifetime_value = "3000.00",
                }
            )
            .Parts(
                "customer/loyalty_program",
                "b.csv",
                new
                {
                    customer_id = "C2",
                    loyalty_tier = "gold",
                    lifetime_value = "3000.00",
                }
            )
            .Parts(
                "sales/transactions",
                "a" + form,
                new
                {
                    transaction_id = "T1",
                    status = "Completed",
                    total_amount = "100.00",
                }, // another case: not completed
                new
                {
                    transaction_id = "T2",
                    status = "disputed",
                    total_amount = "200.00",
                },
                new
                {
                    transaction_id = "T3",
                    channel = "fax",
                    total_amount = "1.00",
                },
                new
                {
                    transaction_id = "T4",
                    channel = "store",
                    total_amount = "2.00",
                }
            )
            .Parts("customer/support_tickets", "a" + form, new { status = "Resolved", priority = "catastrophic" })
            .Parts("customer/app_usage", "a" + form, new { device_type = "watch" })
            .Parts("products/products", "a" + form, new { status = "recalled" });
        using Build build = await Build.RunAsync(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                build.Result.Sources.SelectMany(source => source.NewValues.Select(count => $"{source.Source} {count.Key} {count.Value}")),
                Is.EquivalentTo(
                    new[]
                    {
                        "customer/customers customer_segment 1",
                        "customer/customers preferred_channel 1",
                        "customer/loyalty_program loyalty_tier 2",
                        "sales/transactions status 2",
                        "sales/transactions channel 1",
                        "customer/support_tickets status 1",
                        "customer/support_tickets priority 1",
                        "customer/app_usage device_type 1",
                        "products/products status 1",
                    }
                )
            );
            Assert.That(build.Result.Sources.SelectMany(source => source.Rejected.Concat(source.Nulled)), Is.Empty);
            Assert.That(
                build.Rows(
                    """
                    SELECT customer_id, customer_segment, preferred_channel, is_digital_native, loyalty_tier, value_segment, tier_upgrade_opportunity,
                        total_transactions, total_spent, channels_used, resolved_support_tickets, urgent_support_tickets, unique_device_types
                    FROM customer_analytics_c360 ORDER BY customer_id
                    """
                ),
                Is.EqualTo(
                    new[]
                    {
                        "C1|Gold Plus|telephone|false|Diamond|Medium Value|false|2|3.00|2|0|0|1",
                        "C2|Standard|store|false|gold|Medium Value|false|0|0.00|0|0|0|0",
                    }
                )
            );
        });
    }

    [Test]
    public async Task Members_of_a_new_tier_are_shown_under_it()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { }, new { }, new { })
            .LoyaltyProgram(
                new { loyalty_tier = "Diamond", lifetime_value = 300.00m },
                new { loyalty_tier = "Bronze", lifetime_value = 100.00m }
            );
        await using ApiHost host = await ApiHost.StartAsync(data);

        Assert.That(
            Dozen.Lines(await host.GetAsync("/marketing/loyalty-program-metrics"), "loyalty_tier", "customer_count", "avg_lifetime_value"),
            Is.EqualTo(new[] { "Diamond | 1 | 300.00", "Bronze | 1 | 100.00", "Not Enrolled | 1 | 0.00" })
        );
    }
}
