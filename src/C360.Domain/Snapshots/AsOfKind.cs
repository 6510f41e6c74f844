namespace C360.Domain.Snapshots;

/// <summary>How as_of is found.</summary>
public enum AsOfKind
{
    /// <summary>The day of the build (UTC).</summary>
    Today,

    /// <summary>The newest transaction, ticket or session in the data that is not after today.</summary>
    Latest,

    /// <summary>A given date.</summary>
    Date,
}
