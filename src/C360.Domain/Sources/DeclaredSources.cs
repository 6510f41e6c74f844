namespace C360.Domain.Sources;

/// <summary>The sources, declared once: reading, checks, error texts and documentation come from here.</summary>
public static class DeclaredSources
{
    /// <summary>Customers.</summary>
    public static Source Customers => CustomerSources.Customers;

    /// <summary>Memberships in the loyalty program.</summary>
    public static Source LoyaltyProgram => CustomerSources.LoyaltyProgram;

    /// <summary>Support tickets.</summary>
    public static Source SupportTickets => CustomerSources.SupportTickets;

    /// <summary>Sessions in the app.</summary>
    public static Source AppUsage => CustomerSources.AppUsage;

    /// <summary>Transactions.</summary>
    public static Source Transactions => SalesSources.Transactions;

    /// <summary>Items of transactions.</summary>
    public static Source TransactionItems => SalesSources.TransactionItems;

    /// <summary>Products.</summary>
    public static Source Products => SalesSources.Products;

    /// <summary>Shipments; they may be missing.</summary>
    public static Source Shipments => SalesSources.Shipments;

    /// <summary>All, in the order of reports; whatever a row must belong to comes before it (products, which an item may lack, come after the items).</summary>
    public static IReadOnlyList<Source> All { get; } =
    [Customers, LoyaltyProgram, SupportTickets, AppUsage, Transactions, TransactionItems, Products, Shipments];
}
