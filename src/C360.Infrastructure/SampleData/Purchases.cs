namespace C360.Infrastructure.SampleData;

/// <summary>Makes up what customers buy and writes it: transactions, their items, their shipments.</summary>
/// <param name="dice">What decides.</param>
/// <param name="calendar">The days of the data.</param>
/// <param name="catalogue">What is on sale.</param>
/// <param name="files">Where the rows go.</param>
internal sealed class Purchases(Dice dice, SeasonalCalendar calendar, Catalogue catalogue, SampleFiles files)
{
    private const decimal TaxRate = 0.08m;
    private static readonly string[] Channels = ["online", "store", "mobile"];
    private static readonly Mix<string> AtTheTill = new(("credit_card", 45), ("debit_card", 35), ("cash", 15), ("gift_card", 5));
    private static readonly Mix<string> Online = new(("credit_card", 50), ("paypal", 28), ("debit_card", 17), ("gift_card", 5));
    private static readonly Mix<string> Statuses = new(("completed", 92), ("cancelled", 4), ("refunded", 4));
    private static readonly Mix<int> Quantities = new((1, 78), (2, 16), (3, 4), (4, 2));
    private readonly Shipments _shipments = new(dice, calendar, files.Shipments);
    private int _transactions;
    private int _items;

    /// <summary>Everything that a customer bought.</summary>
    /// <param name="customer">Who.</param>
    /// <returns>What the completed transactions came to: in all, and since the first of January of the year of as_of.</returns>
    public (decimal Total, decimal ThisYear) Of(SampleCustomer customer)
    {
        decimal total = 0;
        decimal thisYear = 0;
        double loyalToChannel = dice.Chance(0.45) ? 1 : 0.6;
        foreach ((int ago, bool last) in Days(customer))
        {
            string channel = dice.Chance(loyalToChannel) ? customer.PreferredChannel : dice.Pick(Channels);
            DateTime moment = calendar.Moment(dice, ago);
            if (moment < customer.RegisteredAt)
                moment = customer.RegisteredAt.AddMinutes(dice.Between(1, 60));
            // The last one counts, so that the customer is as lately seen as the persona says.
            string status =
                last ? "completed"
                : ago < 10 && dice.Chance(0.3) ? "pending"
                : Statuses.Draw(dice);
            decimal amount = Buy(customer, moment, channel, status);
            if (status != "completed")
                continue;
            total += amount;
            thisYear += moment.Year == calendar.AsOf.Year ? amount : 0;
        }
        return (total, thisYear);
    }

    private IEnumerable<(int Ago, bool Last)> Days(SampleCustomer customer)
    {
        (int least, int most) = customer.Persona.Purchases;
        int count = least + (int)((most - least + 1) * dice.Unit() * dice.Unit());
        if (customer.Persona.HeavyTail)
            count = (int)Math.Min(count * dice.Tail(2), 150);
        // Who registered lately had less time; the persona's least stays.
        count = Math.Max(Math.Min(count, 1 + customer.DaysKnown / 8), Math.Min(least, count));
        int[] days =
        [
            .. Enumerable
                .Range(1, count)
                .Select(n => n == 1 ? customer.LastSeen : calendar.Day(dice, customer.LastSeen, customer.DaysKnown)),
        ];
        Array.Sort(days, (one, other) => other.CompareTo(one));
        return days.Select((ago, index) => (ago, index == days.Length - 1));
    }

    private decimal Buy(SampleCustomer customer, DateTime moment, string channel, string status)
    {
        string id = $"TXN{++_transactions:D8}";
        decimal subtotal = 0;
        int count = 1 + Math.Min(dice.Times(1.5), 8);
        for (int item = 0; item < count; item++)
            subtotal += Put(id, customer.Persona.Taste, moment);
        decimal discount = dice.Chance(0.15) ? Math.Round(subtotal * dice.Between(5, 15) / 100, 2) : 0;
        decimal tax = Math.Round((subtotal - discount) * TaxRate, 2);
        decimal amount = subtotal + tax - discount;
        bool store = channel == "store";
        files.Transactions.Write(
            id,
            customer.Id,
            moment,
            channel,
            store ? $"ST{dice.Between(1, 40):D3}" : null,
            (store ? AtTheTill : Online).Draw(dice),
            subtotal,
            tax,
            discount,
            amount,
            "USD",
            status
        );
        if (!store && status is "completed" or "refunded")
            _shipments.Send(id, moment);
        return amount;
    }

    /// <summary>One item; the weeks before Christmas are the weeks of discounts.</summary>
    private decimal Put(string transaction, double taste, DateTime moment)
    {
        SampleProduct product = catalogue.Pick(dice, taste, DateOnly.FromDateTime(moment));
        int quantity = Quantities.Draw(dice);
        decimal line = quantity * product.Price;
        decimal discount = dice.Chance(moment.Month >= 11 ? 0.35 : 0.15) ? Math.Round(line * dice.Between(1, 6) * 5 / 100, 2) : 0;
        files.Items.Write($"ITM{++_items:D8}", transaction, product.Id, quantity, product.Price, line, discount);
        return line - discount;
    }
}
