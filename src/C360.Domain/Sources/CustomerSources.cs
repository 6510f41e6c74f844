using static C360.Domain.Sources.ColumnShape;
using static C360.Domain.Sources.SourceColumn;

namespace C360.Domain.Sources;

/// <summary>The sources about customers.</summary>
internal static class CustomerSources
{
    /// <summary>What belongs to a customer.</summary>
    internal static readonly SourceParent Parent = new("customer/customers", "customer_id", Required: true);

    /// <summary>Customers.</summary>
    public static Source Customers { get; } =
        new(Parent.Source, "A customer.")
        {
            Columns =
            [
                Must("customer_id", Text, "Names the customer."),
                May("first_name", Text, "First name."),
                May("last_name", Text, "Last name."),
                May("email", Text, "E-mail address; a customer without one is in no view."),
                May("phone", Text, "Telephone number."),
                May("date_of_birth", Date, "Birthday; one after as_of is a bad value.") with
                {
                    NotAfterAsOf = true,
                },
                May("gender", Text, "Gender."),
                May("registration_date", Timestamp, "When the customer registered; one who did after as_of is in no view."),
                May("customer_segment", Text, "Segment given by the company.") with
                {
                    Known = ["Premium", "Standard", "Basic"],
                },
                May("preferred_channel", Text, "Where the customer likes to buy.") with
                {
                    Known = ["online", "store", "mobile"],
                },
                May("address_line1", Text, "Street and number."),
                May("city", Text, "City."),
                May("state", Text, "State or province."),
                May("zip_code", Text, "Postal code."),
                May("country", Text, "Country."),
            ],
        };

    /// <summary>Members of the loyalty program.</summary>
    public static Source LoyaltyProgram { get; } =
        new("customer/loyalty_program", "A customer's membership in the loyalty program.")
        {
            Parents = [Parent],
            Columns =
            [
                Must("customer_id", Text, "The member."),
                Must("loyalty_tier", Text, "Tier of the membership.") with
                {
                    Known = ["Bronze", "Silver", "Gold", "Platinum"],
                },
                May("points_balance", WholeNumber, "Points that can be spent."),
                May("points_earned_ytd", WholeNumber, "Points earned this year."),
                May("points_redeemed_ytd", WholeNumber, "Points redeemed this year."),
                May("tier_start_date", Date, "Since when the member has this tier."),
                Must("lifetime_value", Money, "What the customer is worth over time, as the company estimates it."),
            ],
        };

    /// <summary>Support tickets.</summary>
    public static Source SupportTickets { get; } =
        new("customer/support_tickets", "A customer's request for support.")
        {
            Parents = [Parent],
            EventColumn = "created_date",
            Columns =
            [
                Must("ticket_id", Text, "Names the ticket."),
                Must("customer_id", Text, "Who asked."),
                Must("created_date", Timestamp, "When the ticket was opened."),
                May("resolved_date", Timestamp, "When it was resolved."),
                May("category", Text, "What it is about."),
                May("priority", Text, "How much it presses.") with
                {
                    Known = ["low", "medium", "high", "urgent"],
                },
                May("status", Text, "Where it stands.") with
                {
                    Known = ["open", "in_progress", "resolved", "closed"],
                },
                May("channel", Text, "How the customer reached support."),
                May("satisfaction_score", WholeNumber, "The customer's rating, 1 to 5.") with
                {
                    Least = 1,
                    Most = 5,
                },
            ],
        };

    /// <summary>Sessions in the app.</summary>
    public static Source AppUsage { get; } =
        new("customer/app_usage", "A customer's session in the app.")
        {
            Parents = [Parent],
            EventColumn = "session_date",
            Columns =
            [
                Must("usage_id", Text, "Names the session."),
                Must("customer_id", Text, "Who used the app."),
                Must("session_date", Date, "The day of the session."),
                May("session_start", Timestamp, "When it began."),
                May("session_duration_minutes", WholeNumber, "How long it took.") with
                {
                    Least = 0,
                },
                May("pages_viewed", WholeNumber, "Pages viewed in it.") with
                {
                    Least = 0,
                },
                May("actions_taken", WholeNumber, "Actions taken in it.") with
                {
                    Least = 0,
                },
                May("device_type", Text, "Kind of device.") with
                {
                    Known = ["ios", "android", "web"],
                },
                May("app_version", Text, "Version of the app."),
            ],
        };
}
