namespace C360.Domain.Sources;

/// <summary>Why a row is rejected: for its first bad required column, else for its parent, else for its key.</summary>
public static class RejectionReasons
{
    /// <summary>A required value is not there.</summary>
    public const string Missing = "missing";

    /// <summary>A required value does not have its shape, or the row has more or fewer cells than the header.</summary>
    public const string Unparsable = "unparsable";

    /// <summary>A required number is smaller or larger than it may be.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>The row's parent is nowhere.</summary>
    public const string Orphan = "orphan";

    /// <summary>The row's parent is there but was rejected.</summary>
    public const string OrphanOfRejected = "orphan_of_rejected";

    /// <summary>The row's key occurs again later.</summary>
    public const string DuplicateKey = "duplicate_key";
}
