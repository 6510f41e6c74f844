using System.Collections.ObjectModel;

namespace C360.FunctionalTests.TestData;

/// <summary>The columns of each source in a sensible order, with the value that a row has when its test does not say; <c>#</c> is the row's number.</summary>
internal static class SourceDefaults
{
    public static readonly ReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All = new(
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["customer/customers"] = Columns(
                """
                customer_id C#|first_name Ada|last_name Lovelace|email ada@example.com|phone|date_of_birth 1990-01-01|gender F
                registration_date 2020-01-01 00:00:00|customer_segment Standard|preferred_channel store|address_line1|city Oslo|state|zip_code
                country Norway
                """
            ),
            ["customer/loyalty_program"] = Columns(
                """
                customer_id C#|loyalty_tier Bronze|points_balance 0|points_earned_ytd 0|points_redeemed_ytd 0|tier_start_date 2024-01-01
                lifetime_value 0.00
                """
            ),
            ["customer/support_tickets"] = Columns(
                """
                ticket_id K#|customer_id C1|created_date 2025-01-01 12:00:00|resolved_date|category billing|priority low|status open|channel email
                satisfaction_score
                """
            ),
            ["customer/app_usage"] = Columns(
                """
                usage_id U#|customer_id C1|session_date 2025-01-01|session_start 2025-01-01 12:00:00|session_duration_minutes 10|pages_viewed 5
                actions_taken 2|device_type ios|app_version 1.0.0
                """
            ),
            ["sales/transactions"] = Columns(
                """
                transaction_id T#|customer_id C1|transaction_date 2025-01-01 12:00:00|channel online|store_id|payment_method card|subtotal 10.00
                tax_amount 0.00|discount_amount 0.00|total_amount 10.00|currency USD|status completed
                """
            ),
            ["sales/transaction_items"] = Columns(
                "item_id I#|transaction_id T1|product_id P1|quantity 1|unit_price 10.00|line_total 10.00|discount_applied 0.00"
            ),
            ["products/products"] = Columns(
                """
                product_id P#|product_name Thing|category Toys|subcategory|brand|price 10.00|cost 4.00|weight_kg 0.100|dimensions|color|size
                created_date 2020-01-01|status active
                """
            ),
            ["logistics/shipments"] = Columns(
                """
                shipment_id S#|transaction_id T1|carrier UPS|service_level standard|ship_date 2025-01-02|delivery_status delivered
                shipping_cost 5.00
                """
            ),
        }
    );

    /// <summary>A whole row: the defaults, with the properties of an anonymous object in the place of those it names.</summary>
    public static IReadOnlyDictionary<string, string> Complete(string source, object given, int number)
    {
        Dictionary<string, string> row = All[source]
            .ToDictionary(column => column.Key, column => column.Value.Replace("#", $"{number}", StringComparison.Ordinal));
        foreach (var property in given.GetType().GetProperties())
        {
            if (!row.ContainsKey(property.Name))
            {
                throw new ArgumentException($"{source} has no column {property.Name}", nameof(given));
            }
            row[property.Name] = SourceFolder.Text(property.GetValue(given));
        }
        return row;
    }

    private static Dictionary<string, string> Columns(string text) =>
        text.Split('|', '\n')
            .Select(column => column.Split(' ', 2))
            .ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
}
