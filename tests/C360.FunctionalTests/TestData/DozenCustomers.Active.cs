namespace C360.FunctionalTests.TestData;

/// <summary>Active: the last purchase at most 30 days before as_of.</summary>
internal static partial class DozenCustomers
{
    private static void AddActive(SourceFolder data)
    {
        // C01: born 14,609 days before as_of, 39.997 years, shown 40.0 but a Millennial; registered 2,348 days before, a Veteran. Platinum,
        // VIP at exactly 10,000.00; redeemed 1000 / 3000 = 0.3333.
        // 10 purchases, 1000.00, mean 100.00, through three channels on 9 days (two on as_of itself); T103 of 22 March is 90 days old, T104
        // of 21 March 91: 3 in 90 days, 300.00. r 5, f 5, m 5, health 5.00: Champions.
        // App: 10 + 10 + 10 + 11 = 41 minutes, mean 10.25, shown 10.3; 20 pages, 8 actions; 0.3 × 41 + 0.4 × 20 + 0.3 × 8 = 22.7; 3
        // devices.
        // 2 tickets, 1 resolved; (4 + 4) / 2 = 4.00: Highly Satisfied. Support 2 × 12.50 = 25.00.
        // Net 180.00 + 100.00 + 10.10 = 290.10; goods 2 × 40.00 + 40.00 + 5.25 = 125.25; shipping 7.50 + 2.50 = 10.00.
        data.Customers(Person("C01", "Ada", "Lovelace", "1986-06-21", "2020-01-15 09:30:00", "Premium", "online"))
            .LoyaltyProgram(Member("C01", "Platinum", 10000.00m, 1500, 3000, 1000))
            .Transactions(
                Sale("T101", "C01", "2026-06-20 00:00:00", 100.00m, "online"),
                Sale("T102", "C01", "2026-06-20 23:59:59", 100.00m, "online"),
                Sale("T103", "C01", "2026-03-22", 100.00m, "store"),
                Sale("T104", "C01", "2026-03-21", 100.00m, "store"),
                Sale("T105", "C01", "2025-12-24", 100.00m, "store"),
                Sale("T106", "C01", "2025-11-28", 100.00m, "mobile"),
                Sale("T107", "C01", "2025-10-03", 100.00m, "mobile"),
                Sale("T108", "C01", "2025-07-14", 100.00m, "mobile"),
                Sale("T109", "C01", "2025-04-01", 100.00m, "online"),
                Sale("T110", "C01", "2020-02-01", 100.00m, "online"),
                // 04:30 of 21 June in UTC: after as_of.
                Sale("T111", "C01", "2026-06-20T23:30:00-05:00", 555.00m, "online")
            )
            .TransactionItems(
                Item("T101", "P1", 2, 200.00m, 20.00m),
                Item("T102", "P1", 1, 100.00m),
                Item("T102", "P2", 1, 10.10m),
                Item("T111", "P1", 1, 555.00m)
            )
            .Shipments(Shipment("T101", 7.50m), Shipment("T102", 2.50m), Shipment("T111", 55.00m))
            .AppUsage(
                Session("C01", "2026-06-20", 10, 5, 2, "ios"),
                Session("C01", "2026-06-01", 10, 5, 2, "ios"),
                Session("C01", "2026-05-01", 10, 5, 2, "android"),
                Session("C01", "2026-04-01", 11, 5, 2, "web")
            )
            .SupportTickets(Ticket("C01", "2026-02-01", 4), Ticket("C01", "2026-03-01", 4, "closed"));

        // C04: 9,131 days old, 24.999 years, shown 25.0 but Gen Z; registered 30 days before as_of: New. Bronze at 2000.01: Medium Value,
        // and above 2000, so Tier Upgrade; redeemed 1000 / 1000 = 1.0000.
        // 4 purchases in the store only (Channel Expansion), 12.48 + 12.48 + 12.49 + 12.49 = 49.94, mean 12.485, shown 12.49; the last 30
        // days ago. r 5, f 3, m 1, health 3.00: Potential Loyalists. No app: App Adoption.
        // 2 tickets, (4 + 3) / 2 = 3.50: Satisfied; support 25.00. Net 10.00 + 10.00; goods 2 × 5.25 = 10.50.
        data.Customers(Person("C04", "小龍", "李", "2001-06-20", "2026-05-21 08:00:00", "Standard", "store"))
            .LoyaltyProgram(Member("C04", "Bronze", 2000.01m, 0, 1000, 1000))
            .Transactions(
                Sale("T401", "C04", "2026-05-21", 12.48m, "store"),
                Sale("T402", "C04", "2026-05-21", 12.48m, "store"),
                Sale("T403", "C04", "2026-05-20", 12.49m, "store"),
                Sale("T404", "C04", "2026-05-19", 12.49m, "store")
            )
            .TransactionItems(Item("T401", "P2", 1, 10.00m), Item("T402", "P2", 1, 10.00m))
            .SupportTickets(Ticket("C04", "2026-05-22", 4), Ticket("C04", "2026-05-23", 3));

        // C06: no last name, no segment; 9,132 days old, 25.002 years: Millennial; registered on as_of: 0 days, New. Not enrolled.
        // 1 purchase 10 days ago, 49.94. r 5, f 2, m 1, health 8 / 3 = 2.67: Others. No app: App Adoption.
        // 1 urgent ticket in the last second of as_of, unrated: Needs Attention, but no satisfaction risk; support 12.50.
        // Net 40.00 of a product without category and cost; shipping 0.03.
        data.Customers(Person("C06", "Grace", "", "2001-06-19", "2026-06-20 23:59:59", "", "mobile"))
            .Transactions(Sale("T601", "C06", "2026-06-10", 49.94m, "mobile"))
            .TransactionItems(Item("T601", "P4", 2, 40.00m))
            .Shipments(Shipment("T601", 0.03m))
            .SupportTickets(Ticket("C06", "2026-06-20 23:59:59", null, "open", "urgent"));
    }
}
