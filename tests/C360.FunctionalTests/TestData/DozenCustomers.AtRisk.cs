namespace C360.FunctionalTests.TestData;

/// <summary>At Risk: the last purchase 31 to 90 days before as_of.</summary>
internal static partial class DozenCustomers
{
    private static void AddAtRisk(SourceFolder data)
    {
        // C02: 20,088 days old, 54.998 years, shown 55.0 but Gen X; registered 365 days before as_of: Established. Gold, High Value at
        // exactly 5000.00; redeemed 1 / 32 = 0.03125, shown 0.0313.
        // 3 purchases, 300.00 + 150.00 + 50.00 = 500.00, mean 166.67, the last 90 days ago; two channels, one is not known. In 90 days 1,
        // 300.00.
        // r 3, f 3, m 4, health 10 / 3 = 3.33: Loyal Customers.
        // App: 10 minutes in the one session whose length is known, mean 10.0; 7 pages, 1 + 4 actions; 3.0 + 2.8 + 1.5 = 7.3; one known
        // device.
        // 4 tickets, 3 resolved, 2 urgent; (5 + 4 + 4 + 4) / 4 = 4.25: Highly Satisfied; support 50.00.
        // Net 20.00 (its discount is not known) + 30.00 of an unknown product, which costs nothing = 50.00; goods 5.25.
        data.Customers(Person("C02", "Zoë", "Ångström", "1971-06-21", "2025-06-20 00:00:00", "Premium", "mobile"))
            .LoyaltyProgram(Member("C02", "Gold", 5000.00m, 2, 32, 1))
            .Transactions(
                Sale("T201", "C02", "2026-03-22 18:00:00", 300.00m, "online"),
                Sale("T202", "C02", "2025-11-11 18:00:00", 150.00m, ""),
                Sale("T203", "C02", "2025-07-01 18:00:00", 50.00m, "mobile")
            )
            .TransactionItems(Item("T201", "P2", 1, 20.00m, null), Item("T202", "P404", 3, 30.00m))
            .AppUsage(Session("C02", "2026-06-01", 10, 7, 1), Session("C02", "2026-05-01", null, null, 4, ""))
            .SupportTickets(
                Ticket("C02", "2026-01-01", 5),
                Ticket("C02", "2026-01-02", 4),
                Ticket("C02", "2026-01-03", 4, "resolved", "urgent"),
                Ticket("C02", "2026-01-04", 4, "open", "urgent")
            );

        // C03: 20,089 days old, 55.001 years: Boomer+; registered 31 days before as_of: Recent. Silver at 2500.00: Medium Value, Tier
        // Upgrade; nothing earned, so no redemption rate.
        // 1 purchase on the day of registration, 250.00; the one and the session of 21 June are after as_of.
        // r 4, f 2, m 3, health 3.00: Big Spenders. No ticket. Net 100.00; goods 40.00.
        data.Customers(Person("C03", "José", "Núñez", "1971-06-20", "2026-05-20 07:00:00", "Standard", "store"))
            .LoyaltyProgram(Member("C03", "Silver", 2500.00m, 7, 0, 0))
            .Transactions(
                Sale("T301", "C03", "2026-05-20 11:00:00", 250.00m, "store"),
                Sale("T302", "C03", "2026-06-21 00:00:00", 333.00m, "online")
            )
            .TransactionItems(Item("T301", "P1", 1, 100.00m), Item("T302", "P1", 1, 333.00m))
            .AppUsage(Session("C03", "2026-06-21", 30, 30, 30));

        // C05: no first name, no preferred channel; born after as_of, so no birth date is known: Unknown; registered 2,362 days before:
        // Veteran.
        // Bronze at −999.99: Low Value, with A B's 999.99 a mean of 0.00; balance −5, with C04's 0 a mean of −2.5; redeemed 3 / 2 = 1.5000.
        // Two corrections, −0.03 − 0.02 = −0.05, mean −0.025, shown −0.03; the last 50 days ago. r 4, f 2, m 1, health 2.33: Others.
        // 1 session of which nothing is known: an app user with 0.0. Net −10.00; goods 7.50.
        data.Customers(Person("C05", "", "O'Brien", "2027-01-01", "2020-01-01 00:00:00", "Basic", "", "c05@example.com"))
            .LoyaltyProgram(Member("C05", "Bronze", -999.99m, -5, 2, 3))
            .Transactions(Sale("T501", "C05", "2026-05-01", -0.03m, "store"), Sale("T502", "C05", "2026-05-01", -0.02m, "store"))
            .TransactionItems(Item("T501", "P3", 1, -10.00m))
            .AppUsage(Session("C05", "2026-05-01", null, null, null, ""));

        // C07: neither name; 27,929 days old, 76.5 years: Boomer+; registered 91 days before as_of: Established. Diamond, a tier that is
        // new here, at 10,000.00: VIP, as C01 of Platinum; no points known.
        // 1 purchase 61 days ago, exactly 50.00, no items. r 3, f 2, m 2, health 7 / 3 = 2.33: Others.
        data.Customers(Person("C07", "", "", "1950-01-01", "2026-03-21 12:00:00", "Standard", "online", "c07@example.com"))
            .LoyaltyProgram(Member("C07", "Diamond", 10000.00m, null, null, null))
            .Transactions(Sale("T701", "C07", "2026-04-20 12:00:00", 50.00m));

        // C08: 12,976 days old, 35.5 years: Millennial; registered 90 days before as_of: Recent. Silver at exactly 2000.00: Medium Value
        // and no Tier Upgrade; redeemed 1 / 16 = 0.0625.
        // 5 purchases online only (Channel Expansion), 4 × 200.00 + 199.99 = 999.99, mean 199.998, shown 200.00; the last 60 days ago.
        // r 4, f 4, m 4, health 4.00: Champions.
        // App: 3 minutes, 1 page, 1 action: 0.9 + 0.4 + 0.3 = 1.6. The ticket is after as_of: No Contact.
        // Net 30.00 + 25.00 + 25.00 = 80.00, of which two purchases without a category; goods 7.50.
        data.Customers(Person("C08", "Alan", "Turing", "1990-12-10", "2026-03-22 12:00:00", "Standard", "online"))
            .LoyaltyProgram(Member("C08", "Silver", 2000.00m, 8, 16, 1))
            .Transactions(
                Sale("T801", "C08", "2026-04-21", 200.00m),
                Sale("T802", "C08", "2026-04-20", 200.00m),
                Sale("T803", "C08", "2026-04-19", 200.00m),
                Sale("T804", "C08", "2026-04-18", 200.00m),
                Sale("T805", "C08", "2026-04-17", 199.99m)
            )
            .TransactionItems(Item("T801", "P3", 1, 30.00m), Item("T802", "P4", 1, 25.00m), Item("T803", "P4", 1, 25.00m))
            .AppUsage(Session("C08", "2026-04-21", 3, 1, 1))
            .SupportTickets(Ticket("C08", "2026-06-21 00:00:00", 1, "open", "urgent"));
    }
}
