namespace C360.Domain.Access;

/// <summary>What a key may be good for; none implies another.</summary>
public enum Scope
{
    /// <summary>Aggregates, which name nobody.</summary>
    Read,

    /// <summary>Answers that name persons.</summary>
    Customers,

    /// <summary>Refreshes, metrics, and the quality of the data.</summary>
    Admin,
}
