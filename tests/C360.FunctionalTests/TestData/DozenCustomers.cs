namespace C360.FunctionalTests.TestData;

/// <summary>
/// Twelve customers made by hand, and two more who stay out of all views; as_of is 2026-06-20. Each stands on some boundary of some rule,
/// and among them are every status, generation, tenure, value segment, support level and business segment, ties in every order and means
/// that end in a 5.
/// Beside each is its profile, worked out: r, f, m are the scores, health is (r + f + m) / 3.
/// </summary>
internal static partial class DozenCustomers
{
    /// <summary>The folder of their sources.</summary>
    public static SourceFolder Create()
    {
        var data = new SourceFolder();
        AddProducts(data);
        AddActive(data);
        AddAtRisk(data);
        AddGone(data);
        AddLeftOut(data);
        return data;
    }

    /// <summary>P4 has no category, and P404, which an item names, is not there: both are Unknown. Nobody bought from Garden.</summary>
    private static void AddProducts(SourceFolder data) =>
        data.Products(
            new
            {
                product_id = "P1",
                category = "Electronics",
                cost = 40.00m,
            },
            new
            {
                product_id = "P2",
                category = "Books",
                cost = 5.25m,
            },
            new
            {
                product_id = "P3",
                category = "Toys",
                cost = 7.50m,
            },
            new
            {
                product_id = "P4",
                category = "",
                cost = "",
            },
            new
            {
                product_id = "P5",
                category = "Garden",
                cost = 1.00m,
            }
        );

    /// <summary>Without an e-mail address, or registered the day after as_of: nothing of theirs counts anywhere.</summary>
    private static void AddLeftOut(SourceFolder data)
    {
        data.Customers(Person("C98", "No", "Mail", "1990-01-01", "2020-01-01", "Premium", "online", email: ""))
            .Customers(Person("C99", "To", "Morrow", "1990-01-01", "2026-06-21 00:00:00", "Premium", "online"));
        foreach (string id in new[] { "C98", "C99" })
            data.LoyaltyProgram(Member(id, "Platinum", 50000.00m, 900, 900, 900))
                .SupportTickets(Ticket(id, "2026-06-01", 1, "open", "urgent"))
                .AppUsage(Session(id, "2026-06-01", 60, 60, 60))
                .Transactions(Sale("T" + id, id, "2026-06-01", 700.00m))
                .TransactionItems(Item("T" + id, "P1", 9, 900.00m))
                .Shipments(Shipment("T" + id, 90.00m));
    }

    private static object Person(
        string customer_id,
        string first_name,
        string last_name,
        string date_of_birth,
        string registration_date,
        string customer_segment,
        string preferred_channel,
        string? email = null
    ) =>
        new
        {
            customer_id,
            first_name,
            last_name,
            email = email ?? $"{first_name}{last_name}@example.com".ToLowerInvariant(),
            date_of_birth,
            registration_date,
            customer_segment,
            preferred_channel,
        };

    private static object Member(
        string customer_id,
        string loyalty_tier,
        decimal lifetime_value,
        int? points_balance,
        int? points_earned_ytd,
        int? points_redeemed_ytd
    ) =>
        new
        {
            customer_id,
            loyalty_tier,
            lifetime_value,
            points_balance,
            points_earned_ytd,
            points_redeemed_ytd,
        };

    private static object Sale(
        string transaction_id,
        string customer_id,
        string transaction_date,
        decimal total_amount,
        string channel = "online",
        string status = "completed"
    ) =>
        new
        {
            transaction_id,
            customer_id,
            transaction_date,
            total_amount,
            channel,
            status,
        };

    private static object Item(string transaction_id, string product_id, int quantity, decimal line_total, decimal? discount_applied = 0) =>
        new
        {
            transaction_id,
            product_id,
            quantity,
            line_total,
            discount_applied,
        };

    private static object Shipment(string transaction_id, decimal? shipping_cost) => new { transaction_id, shipping_cost };

    private static object Ticket(
        string customer_id,
        string created_date,
        int? satisfaction_score,
        string status = "resolved",
        string priority = "low"
    ) =>
        new
        {
            customer_id,
            created_date,
            satisfaction_score,
            status,
            priority,
        };

    private static object Session(
        string customer_id,
        string session_date,
        int? session_duration_minutes,
        int? pages_viewed,
        int? actions_taken,
        string device_type = "ios"
    ) =>
        new
        {
            customer_id,
            session_date,
            session_duration_minutes,
            pages_viewed,
            actions_taken,
            device_type,
        };
}
