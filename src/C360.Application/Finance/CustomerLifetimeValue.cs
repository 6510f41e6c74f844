using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Finance;

/// <summary>Lifetime value and revenue by value segment.</summary>
/// <remarks>The segments by lifetime value: below 1000 Low Value, below 5000 Medium Value, below 10000 High Value, else VIP; Not Enrolled without a loyalty row.</remarks>
public sealed record CustomerLifetimeValue : IAnalyticQuery<ValueSegmentRevenue>;

/// <summary>The customers of one value segment.</summary>
/// <param name="ValueSegment">Low Value, Medium Value, High Value, VIP or Not Enrolled.</param>
/// <param name="CustomerCount">Its customers.</param>
/// <param name="AvgLifetimeValue">Mean of the loyalty programme's lifetime value, in the currency of the data.</param>
/// <param name="TotalRevenue">Sum of completed purchases, in the currency of the data.</param>
/// <param name="AvgTransactionsPerCustomer">Mean number of completed purchases.</param>
public sealed record ValueSegmentRevenue(
    string ValueSegment,
    long CustomerCount,
    [property: MeasuredIn(Unit.Currency)] decimal AvgLifetimeValue,
    decimal TotalRevenue,
    [property: MeasuredIn(Unit.Transactions)] decimal AvgTransactionsPerCustomer
);
