using Bogus;
using Bogus.DataSets;

namespace C360.Infrastructure.SampleData;

/// <summary>Makes up the customers and writes them.</summary>
/// <param name="faker">Names and streets.</param>
/// <param name="dice">What decides.</param>
/// <param name="calendar">The days of the data.</param>
/// <param name="file">Where the customers go.</param>
internal sealed class People(Faker faker, Dice dice, SeasonalCalendar calendar, CsvFile file)
{
    private static readonly Mix<string> Channels = new(("online", 45), ("store", 32), ("mobile", 23));
    private static readonly Mix<string> Genders = new(("F", 51), ("M", 46), ("X", 3));
    private static readonly Mix<(int, int)> Ages = new(((18, 24), 16), ((25, 39), 36), ((40, 54), 27), ((55, 86), 21));

    /// <summary>Days since registration.</summary>
    private static readonly Mix<(int, int)> Tenures = new(
        ((0, 30), 3),
        ((31, 90), 6),
        ((91, 365), 20),
        ((366, SeasonalCalendar.History), 71)
    );

    private static readonly Mix<(string City, string State, string Zip, string Country)> Cities = new(
        (("New York", "NY", "100", "USA"), 14),
        (("Los Angeles", "CA", "900", "USA"), 10),
        (("Chicago", "IL", "606", "USA"), 8),
        (("Houston", "TX", "770", "USA"), 7),
        (("Phoenix", "AZ", "850", "USA"), 6),
        (("Philadelphia", "PA", "191", "USA"), 5),
        (("Seattle", "WA", "981", "USA"), 6),
        (("Portland", "OR", "972", "USA"), 4),
        (("Denver", "CO", "802", "USA"), 5),
        (("Austin", "TX", "787", "USA"), 5),
        (("Boston", "MA", "021", "USA"), 5),
        (("Atlanta", "GA", "303", "USA"), 5),
        (("Miami", "FL", "331", "USA"), 5),
        (("Minneapolis", "MN", "554", "USA"), 4),
        (("Toronto", "ON", "M5V", "Canada"), 6),
        (("Vancouver", "BC", "V6B", "Canada"), 3),
        (("Montreal", "QC", "H2X", "Canada"), 2)
    );

    /// <summary>The next customer; the first buys on as_of itself, whatever the dice say.</summary>
    /// <param name="number">1 for the first.</param>
    public SampleCustomer Next(int number)
    {
        (int leastDays, int mostDays) = number == 1 ? (366, 1000) : Tenures.Draw(dice);
        int known = calendar.Day(dice, leastDays, mostDays);
        Persona persona = number == 1 ? Persona.Devoted : Persona.All.Draw(dice);
        if (persona.LastPurchase.Least > known || (known < 60 && dice.Chance(0.7)))
            persona = Persona.Newcomer;
        (int youngest, int oldest) = Ages.Draw(dice);
        SampleCustomer customer = new()
        {
            Id = $"CUST{number:D6}",
            Persona = persona,
            RegisteredAt = calendar.Moment(dice, known),
            DaysKnown = known,
            Age = dice.Between(youngest, oldest),
            PreferredChannel = Channels.Draw(dice),
            LastSeen = number == 1 ? 0 : LastSeen(persona, known),
        };
        Write(customer, number);
        return customer;
    }

    /// <summary>Lately rather than long ago, within what the persona allows.</summary>
    private int LastSeen(Persona persona, int known)
    {
        (int least, int most) = persona.LastPurchase;
        return least + (int)((Math.Min(most, known) - least + 1) * dice.Unit() * Math.Sqrt(dice.Unit()));
    }

    private void Write(SampleCustomer customer, int number)
    {
        string gender = Genders.Draw(dice);
        string first = faker.Name.FirstName(gender == "F" || (gender == "X" && dice.Chance(0.5)) ? Name.Gender.Female : Name.Gender.Male);
        string last = faker.Name.LastName();
        (string city, string state, string zip, string country) = Cities.Draw(dice);
        double premium = customer.Persona.Premium;
        string segment =
            dice.Chance(premium) ? "Premium"
            : dice.Chance(0.65) ? "Standard"
            : "Basic";
        // The nulls are what real files have: accounts taken over from an older shop, sign-ups at the till.
        file.Write(
            customer.Id,
            dice.Chance(0.005) ? null : first,
            last,
            number > 1 && dice.Chance(0.007) ? null : Email(first, last, number),
            dice.Chance(0.06) ? null : $"+1-555-{dice.Between(0, 9999999):D7}",
            dice.Chance(0.02) ? null : calendar.AsOf.AddDays(-(int)(365.25 * customer.Age) - dice.Between(1, 364)),
            dice.Chance(0.03) ? null : gender,
            number > 1 && dice.Chance(0.018) ? null : customer.RegisteredAt,
            dice.Chance(0.018) ? null : segment,
            customer.PreferredChannel,
            $"{dice.Between(1, 9999)} {faker.Address.StreetName()}",
            city,
            state,
            country == "USA" ? $"{zip}{dice.Between(0, 99):D2}" : $"{zip} {dice.Between(1, 9)}A{dice.Between(1, 9)}",
            country
        );
    }

    /// <summary>An address in a domain that nobody can own, and that no other customer has.</summary>
    private string Email(string first, string last, int number) =>
        $"{Letters(first)}.{Letters(last)}{number}@example.{(dice.Chance(0.7) ? "com" : "org")}";

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
}
