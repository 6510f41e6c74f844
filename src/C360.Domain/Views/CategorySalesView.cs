using static C360.Domain.Views.SqlTypes;

namespace C360.Domain.Views;

/// <summary>The declaration of the view category_sales.</summary>
public static class CategorySalesView
{
    /// <summary>The view and its columns.</summary>
    public static FinalView Declared { get; } =
        new(
            "category_sales",
            "One row per product category, over the items of completed transactions of the customers in customer_analytics_c360.",
            [
                new(
                    "category",
                    Text,
                    "products.category; Unknown for an item with an unknown product and for a product without a category."
                ),
                new("customer_count", Count, "Distinct buyers of the category.", Unit.Customers),
                new("repeat_customers", Count, "Buyers with two or more transactions that hold an item of the category.", Unit.Customers),
                new("transactions", Count, "Distinct transactions that hold an item of the category.", Unit.Transactions),
                new("total_revenue", Money, "Σ (line_total − discount_applied) of the category's items.", Unit.Currency),
            ]
        );
}
