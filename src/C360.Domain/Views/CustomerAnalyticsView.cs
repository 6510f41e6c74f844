using static C360.Domain.Views.SqlTypes;

namespace C360.Domain.Views;

/// <summary>The declaration of the view customer_analytics_c360: the profile of every customer.</summary>
public static class CustomerAnalyticsView
{
    /// <summary>The view and its columns.</summary>
    public static FinalView Declared { get; } =
        new(
            "customer_analytics_c360",
            "One row per customer who has an e-mail address and is not registered after as_of.",
            [.. Person, .. Membership, .. Purchases, .. Scores, .. AppUse, .. Support, .. Opportunities, .. Margin]
        );

    private static ViewColumn[] Person =>
        [
            new("customer_id", Text, "customers.customer_id."),
            new("first_name", Text, "customers.first_name."),
            new("last_name", Text, "customers.last_name."),
            new("customer_name", Text, "First and last name joined by one blank, a missing one left out; null when both are missing."),
            new("email", Text, "customers.email; never null here."),
            new("customer_segment", Text, "customers.customer_segment."),
            new("preferred_channel", Text, "customers.preferred_channel."),
            new(
                "generation_segment",
                Text,
                "age_years < 25 Gen Z, < 40 Millennial, < 55 Gen X, else Boomer+; Unknown without a birth date."
            ),
            new("age_years", Real, "Days from customers.date_of_birth to as_of / 365.25.", Unit.Years),
            new("city", Text, "customers.city."),
            new("state", Text, "customers.state."),
            new("country", Text, "customers.country."),
            new("days_since_registration", WholeNumber, "Days from customers.registration_date to as_of.", Unit.Days),
            new(
                "customer_tenure_segment",
                Text,
                "days_since_registration ≤ 30 New (0-30 days), ≤ 90 Recent (31-90 days), ≤ 365 Established (3-12 months), "
                    + "else Veteran (1+ years); Unknown without a registration date."
            ),
        ];

    private static ViewColumn[] Membership =>
        [
            new("loyalty_tier", Text, "loyalty_program.loyalty_tier; Not Enrolled without a loyalty row."),
            new("points_balance", WholeNumber, "loyalty_program.points_balance; 0 without a loyalty row.", Unit.Points),
            new("lifetime_value", Money, "loyalty_program.lifetime_value; 0 without a loyalty row.", Unit.Currency),
            new(
                "value_segment",
                Text,
                "lifetime_value < 1000 Low Value, < 5000 Medium Value, < 10000 High Value, else VIP; Not Enrolled without a loyalty row."
            ),
            new("redemption_rate", Real, "points_redeemed_ytd / points_earned_ytd; null when nothing was earned.", Unit.Ratio),
        ];

    private static ViewColumn[] Purchases =>
        [
            new("total_transactions", Count, "Completed transactions up to as_of; 0 when none.", Unit.Transactions),
            new("total_spent", Money, "Σ total_amount of the completed transactions; 0 when none.", Unit.Currency),
            new("avg_order_value", Real, "total_spent / total_transactions; 0 when none.", Unit.Currency),
            new("first_purchase_date", Date, "Day of the first completed transaction; null when none."),
            new("last_purchase_date", Date, "Day of the last completed transaction; null when none."),
            new("channels_used", Count, "Distinct channels of the completed transactions.", Unit.Count),
            new("shopping_days", Count, "Distinct days of the completed transactions.", Unit.Days),
            new("transactions_last_90d", Count, "Completed transactions at most 90 days before as_of.", Unit.Transactions),
            new("spent_last_90d", Money, "Σ total_amount of the completed transactions at most 90 days before as_of.", Unit.Currency),
        ];

    private static ViewColumn[] Scores =>
        [
            new("customer_status", Text, "Last purchase ≤ 30 days ago Active, ≤ 90 At Risk, else Churned; Never Purchased without one."),
            new("recency_score", WholeNumber, "Last purchase ≤ 30 days ago 5, ≤ 60 4, ≤ 90 3, ≤ 180 2, else or none 1.", Unit.Score1To5),
            new("frequency_score", WholeNumber, "total_transactions ≥ 10 5, ≥ 5 4, ≥ 3 3, ≥ 1 2, none 1.", Unit.Score1To5),
            new("monetary_score", WholeNumber, "total_spent ≥ 1000 5, ≥ 500 4, ≥ 200 3, ≥ 50 2, else 1.", Unit.Score1To5),
            new("customer_health_score", Real, "(recency_score + frequency_score + monetary_score) / 3.", Unit.Score1To5),
            new("churn_risk_flag", Flag, "customer_status is At Risk or Churned."),
            new("satisfaction_risk_flag", Flag, "avg_satisfaction < 3; false when it is null."),
            new("has_urgent_issues", Flag, "urgent_support_tickets > 0."),
        ];

    private static ViewColumn[] AppUse =>
        [
            new("total_app_sessions", Count, "Rows of app_usage up to as_of.", Unit.Sessions),
            new("total_session_minutes", Count, "Σ session_duration_minutes of the sessions.", Unit.Minutes),
            new("avg_session_duration", Real, "Mean of the session_duration_minutes that are known; 0 when none is.", Unit.Minutes),
            new("total_pages_viewed", Count, "Σ pages_viewed of the sessions.", Unit.Count),
            new("total_actions_taken", Count, "Σ actions_taken of the sessions.", Unit.Count),
            new(
                "app_engagement_score",
                Real,
                "0.3 × total_session_minutes + 0.4 × total_pages_viewed + 0.3 × total_actions_taken.",
                Unit.EngagementPoints
            ),
            new("last_app_use_date", Date, "Day of the last session; null when none."),
            new("unique_device_types", Count, "Distinct device types of the sessions.", Unit.Count),
            new("is_app_user", Flag, "total_app_sessions > 0."),
            new("is_digital_native", Flag, "preferred_channel is online or mobile; false when it is null."),
        ];

    private static ViewColumn[] Support =>
        [
            new("total_support_tickets", Count, "Support tickets created up to as_of.", Unit.Tickets),
            new("resolved_support_tickets", Count, "Those with status resolved.", Unit.Tickets),
            new("urgent_support_tickets", Count, "Those with priority urgent.", Unit.Tickets),
            new("avg_satisfaction", Real, "Mean of the satisfaction scores given; null when none was.", Unit.Score1To5),
            new(
                "support_satisfaction_level",
                Text,
                "No ticket No Contact; avg_satisfaction ≥ 4 Highly Satisfied, ≥ 3 Satisfied, else or unrated Needs Attention."
            ),
            new("last_ticket_date", Date, "Day on which the last ticket was created; null when none."),
        ];

    private static ViewColumn[] Opportunities =>
        [
            new("channel_expansion_opportunity", Flag, "channels_used = 1 and total_transactions > 3."),
            new("tier_upgrade_opportunity", Flag, "loyalty_tier Bronze or Silver, and lifetime_value > 2000."),
            new("app_adoption_opportunity", Flag, "total_app_sessions = 0 and customer_status Active."),
        ];

    private static ViewColumn[] Margin =>
        [
            new("net_revenue", Money, "Σ (line_total − discount_applied) of the items of the completed transactions.", Unit.Currency),
            new(
                "cost_of_goods",
                Money,
                "Σ quantity × products.cost of the same items; an unknown product or cost counts as 0.",
                Unit.Currency
            ),
            new("shipping_cost", Money, "Σ shipments.shipping_cost of the completed transactions.", Unit.Currency),
            new("support_cost", Money, "total_support_tickets × SUPPORT_COST_PER_TICKET.", Unit.Currency),
            new("profile_created_at", Timestamp, "When the snapshot was built; the same in every row."),
        ];
}
