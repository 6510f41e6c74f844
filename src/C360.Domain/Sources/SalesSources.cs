using static C360.Domain.Sources.ColumnShape;
using static C360.Domain.Sources.SourceColumn;

namespace C360.Domain.Sources;

/// <summary>The sources about sales, with what is sold and sent.</summary>
internal static class SalesSources
{
    private static readonly SourceParent Transaction = new("sales/transactions", "transaction_id", Required: true);
    private static readonly SourceParent Product = new("products/products", "product_id", Required: false);

    /// <summary>Transactions.</summary>
    public static Source Transactions { get; } =
        new(Transaction.Source, "A customer's purchase, whatever became of it.")
        {
            Parents = [CustomerSources.Parent],
            EventColumn = "transaction_date",
            Columns =
            [
                Must("transaction_id", Text, "Names the transaction."),
                Must("customer_id", Text, "Who bought."),
                Must("transaction_date", Timestamp, "When."),
                May("channel", Text, "Where.") with
                {
                    Known = ["online", "store", "mobile"],
                },
                May("store_id", Text, "The store, for purchases in one."),
                May("payment_method", Text, "How it was paid."),
                May("subtotal", Money, "Sum of the items."),
                May("tax_amount", Money, "Tax."),
                May("discount_amount", Money, "Discount on the whole."),
                Must("total_amount", Money, "What the customer paid."),
                May("currency", Text, "Currency of the amounts; they are added as they are."),
                Must("status", Text, "What became of it; only completed ones count.") with
                {
                    Known = ["completed", "cancelled", "refunded", "pending"],
                },
            ],
        };

    /// <summary>Items of transactions.</summary>
    public static Source TransactionItems { get; } =
        new("sales/transaction_items", "A product within a transaction.")
        {
            Parents = [Transaction, Product],
            Columns =
            [
                Must("item_id", Text, "Names the item."),
                Must("transaction_id", Text, "The transaction that it belongs to, and counts with."),
                Must("product_id", Text, "The product; an unknown one costs 0 and is of the category Unknown."),
                Must("quantity", WholeNumber, "How many pieces.") with
                {
                    Least = 0,
                },
                May("unit_price", Money, "Price of a piece."),
                Must("line_total", Money, "Price of all pieces."),
                May("discount_applied", Money, "Discount on the item."),
            ],
        };

    /// <summary>Products.</summary>
    public static Source Products { get; } =
        new(Product.Source, "A product.")
        {
            Columns =
            [
                Must("product_id", Text, "Names the product."),
                May("product_name", Text, "Its name."),
                May("category", Text, "Its category; Unknown without one."),
                May("subcategory", Text, "Its subcategory."),
                May("brand", Text, "Its brand."),
                May("price", Money, "What it is sold for.") with
                {
                    Least = 0,
                },
                May("cost", Money, "What it costs the company.") with
                {
                    Least = 0,
                },
                May("weight_kg", Weight, "Its weight in kilograms."),
                May("dimensions", Text, "Its dimensions."),
                May("color", Text, "Its color."),
                May("size", Text, "Its size."),
                May("created_date", Date, "When it came into the range."),
                May("status", Text, "Whether it is sold.") with
                {
                    Known = ["active", "discontinued", "seasonal"],
                },
            ],
        };

    /// <summary>Shipments.</summary>
    public static Source Shipments { get; } =
        new("logistics/shipments", "A parcel of a transaction.")
        {
            Optional = true,
            Parents = [Transaction],
            Columns =
            [
                Must("shipment_id", Text, "Names the shipment."),
                Must("transaction_id", Text, "The transaction that it belongs to, and counts with."),
                May("carrier", Text, "Who carries it."),
                May("service_level", Text, "How fast."),
                May("ship_date", Date, "When it was sent; read by no rule."),
                May("delivery_status", Text, "Where it is."),
                May("shipping_cost", Money, "What it costs the company.") with
                {
                    Least = 0,
                },
            ],
        };
}
