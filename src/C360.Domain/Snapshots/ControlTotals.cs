namespace C360.Domain.Snapshots;

/// <summary>
/// Sums of total_amount over the completed transactions whose amount can be read: the first is the sum of the other four.
/// A row that is several of these counts as rejected, then as after as_of, then as left out.
/// </summary>
/// <param name="Read">Of all such rows.</param>
/// <param name="Profiles">Of total_spent over the profiles.</param>
/// <param name="LeftOut">Of customers left out of the views.</param>
/// <param name="Rejected">Of rejected rows, duplicates and orphans too.</param>
/// <param name="AfterAsOf">Of rows after as_of.</param>
public sealed record ControlTotals(decimal Read, decimal Profiles, decimal LeftOut, decimal Rejected, decimal AfterAsOf)
{
    /// <summary>By how much the four parts miss the whole; 0 when nothing was lost and nothing was counted twice.</summary>
    public decimal Difference => Read - Profiles - LeftOut - Rejected - AfterAsOf;
}
