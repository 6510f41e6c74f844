namespace C360.Infrastructure.SampleData;

/// <summary>Makes up how orders travel and writes it.</summary>
/// <param name="dice">What decides.</param>
/// <param name="calendar">The days of the data.</param>
/// <param name="file">Where the shipments go.</param>
internal sealed class Shipments(Dice dice, SeasonalCalendar calendar, CsvFile file)
{
    private static readonly string[] Carriers = ["UPS", "FedEx", "USPS", "DHL"];
    private static readonly Mix<(string Level, double Cost, int Days)> Levels = new(
        (("standard", 4.5, 5), 72),
        (("expedited", 11, 3), 20),
        (("overnight", 22, 1), 8)
    );
    private int _shipments;

    /// <summary>Sends an order: in one parcel, seldom in two, and not yet when it has just come in.</summary>
    /// <param name="transaction">The order's key.</param>
    /// <param name="orderedAt">When it was placed.</param>
    public void Send(string transaction, DateTime orderedAt)
    {
        for (int parcels = dice.Chance(0.04) ? 2 : 1; parcels > 0; parcels--)
        {
            (string level, double cost, int days) = Levels.Draw(dice);
            DateOnly shipped = DateOnly.FromDateTime(orderedAt).AddDays(dice.Between(0, 2));
            if (shipped > calendar.AsOf)
                continue;
            string status =
                shipped.AddDays(days) > calendar.AsOf ? "in_transit"
                : dice.Chance(0.02) ? "returned"
                : "delivered";
            file.Write($"SHP{++_shipments:D8}", transaction, dice.Pick(Carriers), level, shipped, status, dice.Money(cost, cost * 2));
        }
    }
}
