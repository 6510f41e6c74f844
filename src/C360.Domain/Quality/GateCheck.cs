namespace C360.Domain.Quality;

/// <summary>One condition of the gate, as it was judged.</summary>
/// <param name="Condition">What was looked at.</param>
/// <param name="Source">Where, as in <c>sales/transactions</c>.</param>
/// <param name="Figure">What was found: per cent with four places, customers, or the difference of the control totals.</param>
/// <param name="Limit">The most that is allowed; of customers the fewest.</param>
/// <param name="Passed">Whether the condition holds.</param>
/// <param name="Finding">The same in a sentence that names source, figure and limit.</param>
public sealed record GateCheck(GateCondition Condition, string Source, decimal Figure, decimal Limit, bool Passed, string Finding);
