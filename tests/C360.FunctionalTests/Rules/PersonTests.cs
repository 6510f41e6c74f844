namespace C360.FunctionalTests.Rules;

/// <summary>customer_name, age_years, generation_segment, days_since_registration, customer_tenure_segment, is_digital_native; who has a profile.</summary>
internal sealed class PersonTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new(
            "both names",
            (data, customer_id) =>
                data.Customers(
                    new
                    {
                        customer_id,
                        first_name = "Ada",
                        last_name = "King",
                    }
                ),
            new { customer_name = "Ada King" }
        ),
        new(
            "no last name",
            (data, customer_id) => data.Customers(new { customer_id, last_name = "" }),
            new { customer_name = "Ada", last_name = (string?)null }
        ),
        new(
            "no first name",
            (data, customer_id) => data.Customers(new { customer_id, first_name = "" }),
            new { customer_name = "Lovelace" }
        ),
        new(
            "no name",
            (data, customer_id) =>
                data.Customers(
                    new
                    {
                        customer_id,
                        first_name = "",
                        last_name = "",
                    }
                ),
            new { customer_name = (string?)null }
        ),
        new(
            "names of several words",
            (data, customer_id) =>
                data.Customers(
                    new
                    {
                        customer_id,
                        first_name = "Ana María",
                        last_name = "de la O",
                    }
                ),
            new { customer_name = "Ana María de la O" }
        ),
        // 25 years are 25 × 365.25 = 9131.25 days: day 9131 is just below, day 9132 above.
        new("9131 days old", Born(9131), new { generation_segment = "Gen Z", age_years = 9131 / 365.25 }),
        new("9132 days old", Born(9132), new { generation_segment = "Millennial", age_years = 9132 / 365.25 }),
        // 40 years are 40 × 365.25 = 14610 days exactly: no longer below 40.
        new("14609 days old", Born(14609), new { generation_segment = "Millennial", age_years = 14609 / 365.25 }),
        new("14610 days old", Born(14610), new { generation_segment = "Gen X", age_years = 40.0 }),
        // 55 years are 55 × 365.25 = 20088.75 days.
        new("20088 days old", Born(20088), new { generation_segment = "Gen X", age_years = 20088 / 365.25 }),
        new("20089 days old", Born(20089), new { generation_segment = "Boomer+", age_years = 20089 / 365.25 }),
        new("born on as_of", Born(0), new { generation_segment = "Gen Z", age_years = 0.0 }),
        new(
            "no birth date",
            (data, customer_id) => data.Customers(new { customer_id, date_of_birth = "" }),
            new { generation_segment = "Unknown", age_years = (double?)null }
        ),
        new("registered on as_of", Registered(0), new { customer_tenure_segment = "New (0-30 days)", days_since_registration = 0 }),
        new(
            "registered in the last second of as_of",
            (data, customer_id) => data.Customers(new { customer_id, registration_date = "2025-06-30 23:59:59" }),
            new { customer_tenure_segment = "New (0-30 days)", days_since_registration = 0 }
        ),
        new("registered 30 days ago", Registered(30), new { customer_tenure_segment = "New (0-30 days)", days_since_registration = 30 }),
        new(
            "registered 31 days ago",
            Registered(31),
            new { customer_tenure_segment = "Recent (31-90 days)", days_since_registration = 31 }
        ),
        new("registered 90 days ago", Registered(90), new { customer_tenure_segment = "Recent (31-90 days)" }),
        new("registered 91 days ago", Registered(91), new { customer_tenure_segment = "Established (3-12 months)" }),
        new("registered 365 days ago", Registered(365), new { customer_tenure_segment = "Established (3-12 months)" }),
        new(
            "registered 366 days ago",
            Registered(366),
            new { customer_tenure_segment = "Veteran (1+ years)", days_since_registration = 366 }
        ),
        new(
            "no registration date",
            (data, customer_id) => data.Customers(new { customer_id, registration_date = "" }),
            new { customer_tenure_segment = "Unknown", days_since_registration = (int?)null }
        ),
        new("registered the day after as_of", Registered(-1), null),
        new("no e-mail", (data, customer_id) => data.Customers(new { customer_id, email = "" }).Transactions(new { customer_id }), null),
        new("prefers online", Prefers("online"), new { is_digital_native = true }),
        new("prefers mobile", Prefers("mobile"), new { is_digital_native = true }),
        new("prefers the store", Prefers("store"), new { is_digital_native = false }),
        new("prefers a channel not known today", Prefers("kiosk"), new { is_digital_native = false }),
        new("prefers nothing", Prefers(""), new { is_digital_native = false, preferred_channel = (string?)null }),
        new(
            "own columns",
            (data, customer_id) =>
                data.Customers(
                    new
                    {
                        customer_id,
                        first_name = "Bo",
                        last_name = "Ek",
                        email = "bo@example.com",
                        customer_segment = "Premium",
                        preferred_channel = "mobile",
                        city = "Umeå",
                        state = "AC",
                        country = "Sweden",
                    }
                ),
            new
            {
                first_name = "Bo",
                last_name = "Ek",
                email = "bo@example.com",
                customer_segment = "Premium",
                preferred_channel = "mobile",
                city = "Umeå",
                state = "AC",
                country = "Sweden",
                // The build's moment, not the data's.
                profile_created_at = BuiltAt.UtcDateTime,
            }
        ),
        new(
            "own columns that are not known stay null",
            (data, customer_id) =>
                data.Customers(
                    new
                    {
                        customer_id,
                        customer_segment = "",
                        city = "",
                        state = "",
                        country = "",
                    }
                ),
            new
            {
                customer_segment = (string?)null,
                city = (string?)null,
                state = (string?)null,
                country = (string?)null,
            }
        ),
    ];

    [OneTimeSetUp]
    public Task Build() => BuildAsync(Cases);

    [TestCaseSource(nameof(Cases))]
    public void A_person(RuleCase rule) => Check(rule);

    [Test]
    public void Profiles_stand_in_the_order_of_customer_id() =>
        Assert.That(Views.Profiles.Keys, Is.Ordered.Using<string>(StringComparer.Ordinal));

    private static Given Born(int days) => (data, customer_id) => data.Customers(new { customer_id, date_of_birth = DaysAgo(days) });

    private static Given Registered(int days) =>
        (data, customer_id) => data.Customers(new { customer_id, registration_date = DaysAgo(days) });

    private static Given Prefers(string channel) => (data, customer_id) => data.Customers(new { customer_id, preferred_channel = channel });
}
