using C360.Domain.Sources;

namespace C360.Infrastructure.SampleData;

/// <summary>The sources being written as CSV.</summary>
/// <param name="root">The folder to write to.</param>
internal sealed class SampleFiles(string root) : IDisposable
{
    /// <summary>The customers.</summary>
    public CsvFile Customers { get; } = new(root, DeclaredSources.Customers);

    /// <summary>The members of the loyalty programme.</summary>
    public CsvFile Loyalty { get; } = new(root, DeclaredSources.LoyaltyProgram);

    /// <summary>The support tickets.</summary>
    public CsvFile Tickets { get; } = new(root, DeclaredSources.SupportTickets);

    /// <summary>The sessions in the app.</summary>
    public CsvFile Sessions { get; } = new(root, DeclaredSources.AppUsage);

    /// <summary>The transactions.</summary>
    public CsvFile Transactions { get; } = new(root, DeclaredSources.Transactions);

    /// <summary>The items of the transactions.</summary>
    public CsvFile Items { get; } = new(root, DeclaredSources.TransactionItems);

    /// <summary>The catalogue.</summary>
    public CsvFile Products { get; } = new(root, DeclaredSources.Products);

    /// <summary>The shipments of the transactions.</summary>
    public CsvFile Shipments { get; } = new(root, DeclaredSources.Shipments);

    /// <summary>Closes all files.</summary>
    public void Dispose()
    {
        foreach (CsvFile file in (CsvFile[])[Customers, Loyalty, Tickets, Sessions, Transactions, Items, Products, Shipments])
            file.Dispose();
    }
}
