namespace C360.FunctionalTests.Rules;

/// <summary>The columns over app_usage, is_app_user and app_adoption_opportunity.</summary>
internal sealed class AppUsageTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new("no session", (_, _) => { }, Nothing),
        new("only one after as_of", (data, customer_id) => data.AppUsage(new { customer_id, session_date = DaysAgo(-1) }), Nothing),
        new(
            "one on as_of",
            (data, customer_id) => data.AppUsage(new { customer_id, session_date = AsOf }),
            new { total_app_sessions = 1, is_app_user = true }
        ),
        new(
            "three sessions, two devices",
            (data, customer_id) =>
                data.AppUsage(
                    Session(customer_id, 25, 12, 8, "ios", "2024-06-01"),
                    Session(customer_id, 45, 18, 12, "web", "2024-06-03"),
                    Session(customer_id, 5, 1, 0, "ios", "2024-06-02"),
                    Session(customer_id, 500, 500, 500, "android", "2025-07-01")
                ),
            new
            {
                total_app_sessions = 3,
                // 25 + 45 + 5, 12 + 18 + 1, 8 + 12 + 0; the session of 1 July is after as_of
                total_session_minutes = 75,
                total_pages_viewed = 31,
                total_actions_taken = 20,
                avg_session_duration = 25.0,
                // 0.3 × 75 + 0.4 × 31 + 0.3 × 20 = 22.5 + 12.4 + 6.0
                app_engagement_score = 40.9,
                unique_device_types = 2,
                last_app_use_date = new DateOnly(2024, 6, 3),
                is_app_user = true,
                app_adoption_opportunity = false,
            }
        ),
        new("only minutes count 0.3", Once(10, 0, 0), new { app_engagement_score = 3.0 }),
        new("only pages count 0.4", Once(0, 10, 0), new { app_engagement_score = 4.0, avg_session_duration = 0.0 }),
        new("only actions count 0.3", Once(0, 0, 10), new { app_engagement_score = 3.0 }),
        new(
            "no duration is known",
            (data, customer_id) => data.AppUsage(Session(customer_id, "", 10, 10, "ios"), Session(customer_id, "", 0, 0, "ios")),
            // 0.3 × 0 + 0.4 × 10 + 0.3 × 10
            new
            {
                total_app_sessions = 2,
                total_session_minutes = 0,
                avg_session_duration = 0.0,
                app_engagement_score = 7.0,
            }
        ),
        new(
            "an unknown duration is 0 in the sum and not in the mean",
            (data, customer_id) =>
                data.AppUsage(
                    Session(customer_id, 10, 1, 1, "ios"),
                    Session(customer_id, 20, 1, 1, "ios"),
                    Session(customer_id, "", 1, 1, "ios")
                ),
            // (10 + 20) / 2, not / 3; 0.3 × 30 + 0.4 × 3 + 0.3 × 3 = 9 + 1.2 + 0.9
            new
            {
                total_app_sessions = 3,
                total_session_minutes = 30,
                avg_session_duration = 15.0,
                app_engagement_score = 11.1,
            }
        ),
        new(
            "unknown pages and actions are 0",
            (data, customer_id) => data.AppUsage(Session(customer_id, 10, "", "", "ios")),
            // 0.3 × 10
            new
            {
                total_pages_viewed = 0,
                total_actions_taken = 0,
                app_engagement_score = 3.0,
            }
        ),
        new(
            "nothing is known but the day",
            Once("", "", "", ""),
            new
            {
                total_app_sessions = 1,
                app_engagement_score = 0.0,
                unique_device_types = 0,
            }
        ),
        // Active, and no session
        new("Active without the app", Buys(30), new { customer_status = "Active", app_adoption_opportunity = true }),
        new("At Risk without the app", Buys(31), new { customer_status = "At Risk", app_adoption_opportunity = false }),
        new(
            "Active with the app",
            (data, customer_id) => data.Transactions(new { customer_id, transaction_date = AsOf }).AppUsage(new { customer_id }),
            new { customer_status = "Active", app_adoption_opportunity = false }
        ),
        new(
            "Active, with the app only after as_of",
            (data, customer_id) =>
                data.Transactions(new { customer_id, transaction_date = AsOf }).AppUsage(new { customer_id, session_date = DaysAgo(-1) }),
            new { app_adoption_opportunity = true, is_app_user = false }
        ),
    ];

    private static object Nothing =>
        new
        {
            total_app_sessions = 0,
            total_session_minutes = 0,
            avg_session_duration = 0.0,
            total_pages_viewed = 0,
            total_actions_taken = 0,
            app_engagement_score = 0.0,
            unique_device_types = 0,
            last_app_use_date = (DateOnly?)null,
            is_app_user = false,
            app_adoption_opportunity = false,
        };

    [OneTimeSetUp]
    public Task Build() => BuildAsync(Cases);

    [TestCaseSource(nameof(Cases))]
    public void A_visitor(RuleCase rule) => Check(rule);

    private static object Session(
        string customer_id,
        object minutes,
        object pages,
        object actions,
        string device,
        string day = "2025-01-01"
    ) =>
        new
        {
            customer_id,
            session_date = day,
            session_duration_minutes = minutes,
            pages_viewed = pages,
            actions_taken = actions,
            device_type = device,
        };

    private static Given Once(object minutes, object pages, object actions, string device = "web") =>
        (data, customer_id) => data.AppUsage(Session(customer_id, minutes, pages, actions, device));

    private static Given Buys(int daysAgo) =>
        (data, customer_id) => data.Transactions(new { customer_id, transaction_date = DaysAgo(daysAgo) });
}
