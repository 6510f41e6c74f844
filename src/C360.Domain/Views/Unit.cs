namespace C360.Domain.Views;

/// <summary>What the numbers of a column count or measure.</summary>
public enum Unit
{
    /// <summary>Money, in the currency of the data.</summary>
    Currency,

    /// <summary>Customers.</summary>
    Customers,

    /// <summary>Completed purchases.</summary>
    Transactions,

    /// <summary>Support tickets.</summary>
    Tickets,

    /// <summary>App sessions.</summary>
    Sessions,

    /// <summary>Points of the loyalty programme.</summary>
    Points,

    /// <summary>0.3 × minutes + 0.4 × pages + 0.3 × actions.</summary>
    EngagementPoints,

    /// <summary>A score from 1, bad, to 5, good, or a mean of such scores.</summary>
    Score1To5,

    /// <summary>A share of which 1 is the whole.</summary>
    Ratio,

    /// <summary>A share of which 100 is the whole.</summary>
    Percent,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Years.</summary>
    Years,

    /// <summary>Things that the column's name says, such as channels or pages.</summary>
    Count,

    /// <summary>A place in a list, from 1: no quantity, nothing to add up.</summary>
    Ordinal,
}
