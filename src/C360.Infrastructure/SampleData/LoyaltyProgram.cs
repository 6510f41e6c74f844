namespace C360.Infrastructure.SampleData;

/// <summary>Makes up who is a member of the loyalty programme, and writes it.</summary>
/// <param name="dice">What decides.</param>
/// <param name="calendar">The days of the data.</param>
/// <param name="file">Where the members go.</param>
internal sealed class LoyaltyProgram(Dice dice, SeasonalCalendar calendar, CsvFile file)
{
    private static readonly string[] Tiers = ["Bronze", "Silver", "Gold", "Platinum"];
    private static readonly double[] PointsPerCoin = [1, 1.25, 1.5, 2];

    /// <summary>Enrols a customer, or not.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="total">What the customer has spent.</param>
    /// <param name="thisYear">What of it this year.</param>
    public void Enrol(SampleCustomer customer, decimal total, decimal thisYear)
    {
        if (!dice.Chance(customer.Persona.Membership))
            return;
        // The programme knows of a little more than the transactions: years before them, partners.
        decimal lifetimeValue = Math.Round(total * (decimal)(1 + dice.Unit() * 0.3), 2);
        int tier = Tier(lifetimeValue);
        int earned = (int)((double)thisYear * PointsPerCoin[tier]);
        int redeemed = dice.Chance(0.4) ? 0 : (int)(earned * dice.Unit() * 0.9);
        int balance = (int)((double)lifetimeValue * PointsPerCoin[tier] * (0.1 + dice.Unit() * 0.6)) + earned - redeemed;
        DateOnly since = calendar.AsOf.AddDays(-dice.Between(0, customer.DaysKnown));
        file.Write(customer.Id, Tiers[tier], balance, earned, redeemed, since, lifetimeValue);
    }

    /// <summary>The tier that was earned; some wait for their upgrade, a few were given one.</summary>
    private int Tier(decimal lifetimeValue)
    {
        int earned = lifetimeValue switch
        {
            < 800 => 0,
            < 3000 => 1,
            < 8000 => 2,
            _ => 3,
        };
        double luck = dice.Unit();
        return luck < 0.15 ? Math.Max(earned - 1, 0)
            : luck > 0.96 ? Math.Min(earned + 1, 3)
            : earned;
    }
}
