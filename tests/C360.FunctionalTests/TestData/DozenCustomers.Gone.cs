namespace C360.FunctionalTests.TestData;

/// <summary>Churned, the last purchase more than 90 days before as_of, or Never Purchased; with ids that are hard to read in a
/// path.</summary>
internal static partial class DozenCustomers
{
    private static void AddGone(SourceFolder data)
    {
        // A/B: 14,610 days old, exactly 40 years: Gen X; registered 366 days before as_of: Veteran. Silver, Medium Value at exactly
        // 1000.00; redeemed 1 / 16 = 0.0625.
        // 3 purchases by mobile, one channel but not more than three; 100.00 + 60.00 + 40.00 = 200.00, mean 66.67, the last 180 days ago.
        // r 2, f 3, m 3, health 8 / 3 = 2.67: At Risk (the business segment; the status is Churned).
        // 1 ticket, 3.00: Satisfied; support 12.50. Net 20.00 + 10.00 + 20.00 = 50.00 in two purchases of Toys; goods 3 × 7.50 = 22.50;
        // shipping 4.99 and one that is not known.
        data.Customers(Person("A/B", "Slash", "Path", "1986-06-20", "2025-06-19 23:59:59", "Standard", "mobile", "slash@example.com"))
            .LoyaltyProgram(Member("A/B", "Silver", 1000.00m, 6, 16, 1))
            .Transactions(
                Sale("T901", "A/B", "2025-12-22", 100.00m, "mobile"),
                Sale("T902", "A/B", "2025-10-01", 60.00m, "mobile"),
                Sale("T903", "A/B", "2025-09-01", 40.00m, "mobile")
            )
            .TransactionItems(Item("T901", "P3", 1, 20.00m), Item("T901", "P3", 1, 10.00m), Item("T902", "P3", 1, 20.00m))
            .Shipments(Shipment("T901", 4.99m), Shipment("T902", null))
            .SupportTickets(Ticket("A/B", "2025-12-23", 3));

        // A%2FB: 24,826 days old, 68.0 years: Boomer+; registered 2,727 days before as_of: Veteran. Gold, High Value at 9999.99; redeemed
        // 1 / 16 = 0.0625.
        // 3 purchases, 200.00, the last 91 days ago: Churned. r 2, f 3, m 3, health 2.67 and spending as A/B's.
        // 2 tickets, 1 resolved, 1 urgent, (2 + 3) / 2 = 2.50: Needs Attention, at risk; support 25.00.
        // Net 160.00 − 10.00 = 150.00; goods 3 × 40.00 = 120.00.
        data.Customers(Person("A%2FB", "Per", "Cent", "1958-07-01", "2019-01-01 00:00:00", "Premium", "store", "percent@example.com"))
            .LoyaltyProgram(Member("A%2FB", "Gold", 9999.99m, 3, 16, 1))
            .Transactions(
                Sale("T911", "A%2FB", "2026-03-21", 100.00m, "store"),
                Sale("T912", "A%2FB", "2026-03-21", 50.00m, "online"),
                Sale("T913", "A%2FB", "2025-01-01", 50.00m, "online")
            )
            .TransactionItems(Item("T911", "P1", 3, 160.00m, 10.00m))
            .SupportTickets(Ticket("A%2FB", "2026-03-22", 2, "resolved", "urgent"), Ticket("A%2FB", "2026-03-23", 3, "open"));

        // A B: 8,147 days old, 22.3 years: Gen Z; registered 323 days before as_of: Established. Bronze, Low Value at 999.99; points
        // unknown but for 0 earned, so no redemption rate.
        // 1 purchase 181 days ago, 49.99. r 1, f 2, m 1, health 4 / 3 = 1.33: Hibernating.
        // App: 3 minutes: 0.9. Net 50.00; goods 7.50.
        data.Customers(Person("A B", "Blank", "Space", "2004-02-29", "2025-08-01 00:00:00", "Basic", "online", "blank@example.com"))
            .LoyaltyProgram(Member("A B", "Bronze", 999.99m, null, 0, null))
            .Transactions(Sale("T921", "A B", "2025-12-21", 49.99m))
            .TransactionItems(Item("T921", "P3", 1, 50.00m))
            .AppUsage(Session("A B", "2025-12-21", 3, 0, 0));

        // 日本: birth date, registration date, segment and channel unknown; not enrolled. A refund and a purchase that hangs are no
        // purchases:
        // Never Purchased. r 1, f 1, m 1, health 1.00: Hibernating.
        data.Customers(Person("日本", "太郎", "日本", "", "", "", "", "taro@example.com"))
            .Transactions(
                Sale("T931", "日本", "2026-06-01", 80.00m, "online", "refunded"),
                Sale("T932", "日本", "2026-06-02", 20.00m, "online", "pending")
            )
            .TransactionItems(Item("T931", "P1", 1, 80.00m), Item("T932", "P1", 1, 20.00m))
            .Shipments(Shipment("T931", 9.00m));
    }
}
