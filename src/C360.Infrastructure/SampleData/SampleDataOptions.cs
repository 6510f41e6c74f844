namespace C360.Infrastructure.SampleData;

/// <summary>What to generate; equal options give equal bytes.</summary>
/// <param name="Customers">How many customers; 1 or more.</param>
/// <param name="Seed">Which of the many possible companies.</param>
/// <param name="AsOf">The last day of the data: something happens on it, nothing after it.</param>
/// <param name="Format">CSV or Parquet.</param>
/// <param name="Output">The folder to write to: absent or empty.</param>
internal sealed record SampleDataOptions(int Customers, int Seed, DateOnly AsOf, SampleDataFormat Format, string Output);
