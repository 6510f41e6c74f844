namespace C360.Infrastructure.SampleData;

/// <summary>What of a product an order needs.</summary>
/// <param name="Id">The key.</param>
/// <param name="Price">The price of one.</param>
/// <param name="Created">Since when it is sold.</param>
internal sealed record SampleProduct(string Id, decimal Price, DateOnly Created);
