namespace C360.Infrastructure.SampleData;

/// <summary>A kind of customer: how often, how dear and how lately such people buy.</summary>
internal sealed record Persona
{
    /// <summary>Buys often and dear; a few spend many times what the others do.</summary>
    public static readonly Persona Collector = new()
    {
        Purchases = (8, 30),
        HeavyTail = true,
        LastPurchase = (0, 45),
        Taste = 0.8,
        Premium = 0.7,
        Membership = 0.95,
        Contacts = 1.2,
    };

    /// <summary>Buys every other month.</summary>
    public static readonly Persona Devoted = new()
    {
        Purchases = (5, 20),
        LastPurchase = (0, 60),
        Taste = 0.5,
        Premium = 0.4,
        Membership = 0.9,
        Contacts = 0.7,
    };

    /// <summary>Registered lately: looks around, or has bought once or twice.</summary>
    public static readonly Persona Newcomer = new()
    {
        Purchases = (0, 3),
        LastPurchase = (0, 60),
        Taste = 0.45,
        Membership = 0.35,
    };

    /// <summary>Everybody, in the shares in which they come; newcomers come of their registration instead.</summary>
    public static readonly Mix<Persona> All = new(
        (Collector, 4),
        (Devoted, 12),
        // Regular: a few purchases a year.
        (
            new()
            {
                Purchases = (2, 9),
                LastPurchase = (0, 90),
                Taste = 0.45,
                Membership = 0.75,
            },
            23
        ),
        // Bargain hunter: comes often, leaves little.
        (
            new()
            {
                Purchases = (3, 6),
                LastPurchase = (0, 60),
                Taste = 0.06,
                Membership = 0.6,
            },
            9
        ),
        // Splurger: one or two dear things.
        (
            new()
            {
                Purchases = (1, 2),
                LastPurchase = (0, 60),
                Taste = 0.88,
                Premium = 0.3,
                Membership = 0.5,
            },
            7
        ),
        // Fading: was a good customer.
        (
            new()
            {
                Purchases = (3, 12),
                LastPurchase = (75, 500),
                Taste = 0.55,
                Premium = 0.25,
                Membership = 0.75,
                Unhappy = 0.2,
            },
            17
        ),
        // Gone: bought once or twice, long ago.
        (
            new()
            {
                Purchases = (1, 2),
                LastPurchase = (120, 1600),
                Taste = 0.4,
                Membership = 0.5,
                Unhappy = 0.12,
            },
            21
        ),
        // Looker: registered and never bought.
        (
            new()
            {
                Purchases = (0, 0),
                LastPurchase = (0, 60),
                Taste = 0.4,
                Membership = 0.2,
                Contacts = 0.15,
            },
            8
        )
    );

    /// <summary>The fewest and the most purchases.</summary>
    public required (int Least, int Most) Purchases { get; init; }

    /// <summary>Whether a few buy many times more often than the rest.</summary>
    public bool HeavyTail { get; init; }

    /// <summary>How many days ago the last purchase was, at least and at most.</summary>
    public required (int Least, int Most) LastPurchase { get; init; }

    /// <summary>How dear the things are that they buy: 0 the cheapest of the catalogue, 1 the dearest.</summary>
    public required double Taste { get; init; }

    /// <summary>The share in the segment Premium.</summary>
    public double Premium { get; init; } = 0.1;

    /// <summary>The share in the loyalty programme.</summary>
    public required double Membership { get; init; }

    /// <summary>The mean number of support tickets of a content customer.</summary>
    public double Contacts { get; init; } = 0.4;

    /// <summary>The share of the unhappy ones: many tickets, urgent ones, low scores.</summary>
    public double Unhappy { get; init; } = 0.05;
}
