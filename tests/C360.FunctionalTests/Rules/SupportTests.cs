namespace C360.FunctionalTests.Rules;

/// <summary>The columns over support_tickets, support_satisfaction_level, satisfaction_risk_flag, has_urgent_issues, support_cost.</summary>
internal sealed class SupportTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new("no ticket", (_, _) => { }, Nothing),
        new(
            "only one after as_of",
            (data, customer_id) =>
                data.SupportTickets(
                    new
                    {
                        customer_id,
                        created_date = DaysAgo(-1),
                        priority = "urgent",
                    }
                ),
            Nothing
        ),
        new(
            "one in the last second of as_of",
            (data, customer_id) => data.SupportTickets(new { customer_id, created_date = "2025-06-30 23:59:59" }),
            new { total_support_tickets = 1, last_ticket_date = AsOf }
        ),
        new(
            "tickets of every kind",
            (data, customer_id) =>
                data.SupportTickets(
                    new
                    {
                        customer_id,
                        status = "resolved",
                        priority = "urgent",
                        created_date = "2025-02-01 10:00:00",
                    },
                    new
                    {
                        customer_id,
                        status = "closed",
                        priority = "high",
                        created_date = "2025-03-01 10:00:00",
                    },
                    new
                    {
                        customer_id,
                        status = "open",
                        priority = "urgent",
                        created_date = "2025-01-01 10:00:00",
                    },
                    new
                    {
                        customer_id,
                        status = "in_progress",
                        priority = "low",
                        created_date = "2025-01-02 10:00:00",
                    },
                    new
                    {
                        customer_id,
                        status = "resolved",
                        priority = "",
                        created_date = "2025-07-01 00:00:00",
                    }
                ),
            new
            {
                // The one of 1 July is after as_of.
                total_support_tickets = 4,
                resolved_support_tickets = 1,
                urgent_support_tickets = 2,
                has_urgent_issues = true,
                last_ticket_date = new DateOnly(2025, 3, 1),
                // 4 × 12.50
                support_cost = 50.00m,
            }
        ),
        new(
            "one urgent ticket",
            (data, customer_id) => data.SupportTickets(new { customer_id, priority = "urgent" }),
            new { urgent_support_tickets = 1, has_urgent_issues = true }
        ),
        new(
            "resolved after as_of is resolved",
            (data, customer_id) =>
                data.SupportTickets(
                    new
                    {
                        customer_id,
                        status = "resolved",
                        resolved_date = "2025-08-01 00:00:00",
                    }
                ),
            new { resolved_support_tickets = 1 }
        ),
        new(
            "neither status nor priority known",
            (data, customer_id) =>
                data.SupportTickets(
                    new
                    {
                        customer_id,
                        status = "",
                        priority = "",
                    }
                ),
            new
            {
                total_support_tickets = 1,
                resolved_support_tickets = 0,
                urgent_support_tickets = 0,
                has_urgent_issues = false,
            }
        ),
        new(
            "unrated",
            Rated(""),
            new
            {
                avg_satisfaction = (double?)null,
                support_satisfaction_level = "Needs Attention",
                satisfaction_risk_flag = false,
            }
        ),
        new(
            "rated 4",
            Rated(4),
            new
            {
                avg_satisfaction = 4.0,
                support_satisfaction_level = "Highly Satisfied",
                satisfaction_risk_flag = false,
            }
        ),
        // (4 × 99 + 3) / 100
        new(
            "rated 3.99",
            Mean(4, 99, 3),
            new
            {
                avg_satisfaction = 3.99,
                support_satisfaction_level = "Satisfied",
                satisfaction_risk_flag = false,
            }
        ),
        new(
            "rated 3",
            Rated(3),
            new
            {
                avg_satisfaction = 3.0,
                support_satisfaction_level = "Satisfied",
                satisfaction_risk_flag = false,
            }
        ),
        // (3 × 99 + 2) / 100
        new(
            "rated 2.99",
            Mean(3, 99, 2),
            new
            {
                avg_satisfaction = 2.99,
                support_satisfaction_level = "Needs Attention",
                satisfaction_risk_flag = true,
            }
        ),
        new("rated 5", Rated(5), new { support_satisfaction_level = "Highly Satisfied" }),
        new("rated 1", Rated(1), new { support_satisfaction_level = "Needs Attention", satisfaction_risk_flag = true }),
        new(
            "a ticket without a score is not in the mean",
            (data, customer_id) =>
                data.SupportTickets(
                    new { customer_id, satisfaction_score = 5 },
                    new { customer_id, satisfaction_score = "" },
                    new { customer_id, satisfaction_score = 4 }
                ),
            // (5 + 4) / 2; 3 × 12.50
            new
            {
                total_support_tickets = 3,
                avg_satisfaction = 4.5,
                support_satisfaction_level = "Highly Satisfied",
                support_cost = 37.50m,
            }
        ),
        new(
            "a score after as_of is not in the mean",
            (data, customer_id) =>
                data.SupportTickets(
                    new
                    {
                        customer_id,
                        satisfaction_score = 3,
                        created_date = AsOf,
                    },
                    new
                    {
                        customer_id,
                        satisfaction_score = 1,
                        created_date = DaysAgo(-1),
                    }
                ),
            new
            {
                avg_satisfaction = 3.0,
                satisfaction_risk_flag = false,
                support_cost = 12.50m,
            }
        ),
    ];

    private static object Nothing =>
        new
        {
            total_support_tickets = 0,
            resolved_support_tickets = 0,
            urgent_support_tickets = 0,
            avg_satisfaction = (double?)null,
            last_ticket_date = (DateOnly?)null,
            support_satisfaction_level = "No Contact",
            satisfaction_risk_flag = false,
            has_urgent_issues = false,
            support_cost = 0m,
        };

    [OneTimeSetUp]
    public Task Build() => BuildAsync(Cases);

    [TestCaseSource(nameof(Cases))]
    public void A_caller(RuleCase rule) => Check(rule);

    private static Given Rated(object satisfaction_score) =>
        (data, customer_id) => data.SupportTickets(new { customer_id, satisfaction_score });

    private static Given Mean(int score, int times, int other) =>
        (data, customer_id) =>
            data.SupportTickets([
                .. Enumerable.Repeat(score, times).Append(other).Select(satisfaction_score => new { customer_id, satisfaction_score }),
            ]);
}
