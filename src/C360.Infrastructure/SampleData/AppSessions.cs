namespace C360.Infrastructure.SampleData;

/// <summary>Makes up how customers use the app, and writes it.</summary>
/// <param name="dice">What decides.</param>
/// <param name="calendar">The days of the data.</param>
/// <param name="file">Where the sessions go.</param>
internal sealed class AppSessions(Dice dice, SeasonalCalendar calendar, CsvFile file)
{
    private static readonly Mix<string> Phones = new(("ios", 48), ("android", 52));
    private int _sessions;

    /// <summary>Every session of a customer.</summary>
    /// <param name="customer">Who.</param>
    public void Of(SampleCustomer customer)
    {
        if (!dice.Chance(Adoption(customer)))
            return;
        string phone = Phones.Draw(dice);
        int latest = Math.Max(customer.LastSeen - dice.Between(0, 40), 0);
        int count = Math.Min(1 + dice.Times(customer.PreferredChannel == "mobile" ? 9 : 4), 1 + customer.DaysKnown);
        for (int session = 0; session < count; session++)
            Open(customer, calendar.Day(dice, latest, customer.DaysKnown), dice.Chance(0.2) ? "web" : phone);
    }

    /// <summary>The younger, the likelier; who prefers the store seldom.</summary>
    private static double Adoption(SampleCustomer customer) =>
        (customer.PreferredChannel, customer.Age) switch
        {
            ("mobile", _) => 0.9,
            ("store", < 40) => 0.35,
            ("store", _) => 0.12,
            (_, < 25) => 0.8,
            (_, < 40) => 0.65,
            (_, < 55) => 0.45,
            _ => 0.25,
        };

    private void Open(SampleCustomer customer, int ago, string device)
    {
        DateTime start = calendar.Moment(dice, ago);
        if (start < customer.RegisteredAt)
            start = customer.RegisteredAt.AddMinutes(dice.Between(1, 60));
        int minutes = 1 + (int)(44 * dice.Unit() * dice.Unit());
        int pages = 1 + (int)(minutes * (0.3 + dice.Unit() * 0.9));
        file.Write(
            $"USG{++_sessions:D8}",
            customer.Id,
            DateOnly.FromDateTime(start),
            start,
            dice.Chance(0.01) ? null : minutes,
            pages,
            dice.Between(0, pages),
            device,
            $"{6 - ago / 365}.{9 - ago % 365 / 40}.{dice.Between(0, 3)}"
        );
    }
}
