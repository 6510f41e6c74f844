namespace C360.Infrastructure.SampleData;

/// <summary>Makes up what customers ask the support for, and writes it.</summary>
/// <param name="dice">What decides.</param>
/// <param name="calendar">The days of the data.</param>
/// <param name="file">Where the tickets go.</param>
internal sealed class SupportDesk(Dice dice, SeasonalCalendar calendar, CsvFile file)
{
    private static readonly Mix<string> Categories = new(("shipping", 35), ("product", 30), ("billing", 20), ("account", 15));
    private static readonly Mix<string> Channels = new(("email", 40), ("chat", 35), ("phone", 25));
    private static readonly Mix<string> Calm = new(("low", 35), ("medium", 45), ("high", 17), ("urgent", 3));
    private static readonly Mix<string> Upset = new(("medium", 25), ("high", 45), ("urgent", 30));
    private static readonly Mix<int> Content = new((5, 42), (4, 33), (3, 16), (2, 6), (1, 3));
    private static readonly Mix<int> Annoyed = new((1, 45), (2, 35), (3, 20));
    private int _tickets;

    /// <summary>Every ticket of a customer.</summary>
    /// <param name="customer">Who.</param>
    public void Of(SampleCustomer customer)
    {
        bool unhappy = dice.Chance(customer.Persona.Unhappy);
        int count = unhappy ? 1 + dice.Times(2) : dice.Times(customer.Persona.Contacts);
        for (int ticket = 0; ticket < count; ticket++)
            Open(customer, unhappy);
    }

    private void Open(SampleCustomer customer, bool unhappy)
    {
        int latest = Math.Max(customer.LastSeen - 30, 0);
        DateTime created = calendar.Moment(dice, calendar.Day(dice, latest, customer.DaysKnown));
        if (created < customer.RegisteredAt)
            created = customer.RegisteredAt.AddMinutes(dice.Between(1, 60));
        DateTime? resolved = created.AddMinutes(20 + dice.Unit() * dice.Unit() * (unhappy ? 14 : 5) * 24 * 60);
        resolved = resolved > calendar.End ? null : new DateTime(resolved.Value.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        file.Write(
            $"TKT{++_tickets:D7}",
            customer.Id,
            created,
            resolved,
            Categories.Draw(dice),
            (unhappy ? Upset : Calm).Draw(dice),
            resolved is null ? (dice.Chance(0.5) ? "open" : "in_progress")
                : dice.Chance(0.75) ? "resolved"
                : "closed",
            Channels.Draw(dice),
            resolved is null || dice.Chance(0.25) ? null : (unhappy ? Annoyed : Content).Draw(dice)
        );
    }
}
