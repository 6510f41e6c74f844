namespace C360.FunctionalTests.TestData;

/// <summary>
/// A small folder with a fault of every kind, in a single file, in part files and in Parquet; as_of is 2026-06-20. Beside each row stands what becomes of
/// it, and <c>#1</c> … number the rejected ones: sources as declared, then files, then lines. The header is line 1.
/// </summary>
internal static class FaultyRows
{
    private const string Customers = "customer/customers";
    private const string Items = "sales/transaction_items";
    private const string Products = "products/products";

    /// <summary>So many are rejected that the gate would be shut.</summary>
    public static IReadOnlyDictionary<string, string> OpenGate { get; } =
        new Dictionary<string, string> { ["MAX_REJECTED_PERCENT"] = "100" };

    /// <summary>The folder.</summary>
    public static SourceFolder Create()
    {
        var data = new SourceFolder();
        AddCustomers(data);
        AddTransactions(data);
        AddItems(data);
        AddProducts(data);
        foreach (string file in Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 6, 20, 2, 0, 0, DateTimeKind.Utc));
        }
        return data;
    }

    private static void AddCustomers(SourceFolder data)
    {
        data.Customers(
            new { customer_id = "C1", customer_segment = "Gold" }, // line 2: a new value
            new { customer_id = "C2", email = "" }, // line 3: missing_email
            new { customer_id = "C3", registration_date = "2026-06-21" }, // line 4: after_as_of
            new
            {
                customer_id = "",
                first_name = "No \"Key\", 日本",
                date_of_birth = "?",
            }, // line 5, #1: missing customer_id; its birth date does not count
            new { customer_id = "C4", customer_segment = "Diamond" }, // line 6, #2: C4 comes again; still a new value
            new { customer_id = "C4", customer_segment = "Diamond" }, // line 7: a new value
            new { customer_id = "C5", date_of_birth = "31/12/1990" } // line 8: nulled
        );
        data.Write(Customers + ".csv", data.Csv(Customers) + "C9,Bob\n"); // line 9, #3: unparsable, for it has 2 cells of 15
    }

    private static void AddTransactions(SourceFolder data) =>
        data.Transactions(
            Sale("C1", "100.00", "2026-06-01 10:00:00"), // line 2, T1
            Sale("C1", "1e3", "2026-06-02"), // line 3, T2, #4: unparsable total_amount
            Sale("nobody", "20.02", "2026-06-03"), // line 4, T3, #5: orphan
            Sale("C9", "3.03", "2026-06-04"), // line 5, T4, #6: orphan_of_rejected
            Sale("C1", "0.40", "2026-06-21"), // line 6, T5: after_as_of
            Sale("C2", "7.00", "2026-06-10", currency: "EUR"), // line 7, T6: of a customer left out
            Sale("C4", "50.50", "2026-01-31", currency: "EUR") // line 8, T7
        );

    private static void AddItems(SourceFolder data)
    {
        data.TransactionItems(
            new { item_id = "I1", product_id = "P1" }, // part-1, line 2
            new { item_id = "I2", quantity = -1 } // part-1, line 3, #7: out_of_range quantity
        );
        string[] lines = data.Csv(Items).Split('\n');
        data.Without(Items)
            .Write($"{Items}/part-1.csv", string.Join('\n', lines))
            // line 2, #8: the row of T2 was rejected; line 3: unknown_product
            .Write($"{Items}/part-2.csv", $"{lines[0]}\nI3,T2,P1,1,10.00,10.00,0.00\nI4,T1,P404,1,10.00,10.00,0.00\n");
    }

    private static void AddProducts(SourceFolder data)
    {
        data.Products(
            new { product_id = "P1", status = "sold out" }, // row 1: a new value
            new { product_id = "", product_name = "Nameless" } // row 2, #9: missing product_id
        );
        ParquetFile.WriteText(data, Products + ".parquet", Products);
        data.Without(Products);
    }

    private static object Sale(string customer_id, string total_amount, string transaction_date, string currency = "USD") =>
        new
        {
            customer_id,
            total_amount,
            transaction_date,
            currency,
        };
}
