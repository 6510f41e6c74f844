using System.Globalization;
using System.Text;

namespace C360.FunctionalTests.TestData;

/// <summary>
/// A folder of the eight sources made by hand, so that a test names only what matters:
/// <code>
/// using SourceFolder data = new SourceFolder()
///     .Customers(new { customer_id = "C1", customer_segment = "Premium" }, new { customer_id = "C2" })
///     .Transactions(new { customer_id = "C1", total_amount = 49.99m, transaction_date = "2025-06-01" });
/// </code>
/// Every other column has a default (see <see cref="SourceDefaults"/>): a customer with e-mail, a completed transaction of C1 … Keys left out
/// count up: C1, C2; T1, T2; I1 … Null or "" is an empty value. Sources that are never named are there without rows, but for shipments, which is
/// not there at all. <see cref="Write(string, string)"/> puts any bytes in any place, for hostile files, folders of parts and other forms.
/// </summary>
internal sealed class SourceFolder : IDisposable
{
    private readonly Dictionary<string, List<IReadOnlyDictionary<string, string>>> _rows = [];

    public SourceFolder()
    {
        Path = Directory.CreateTempSubdirectory("c360-data-").FullName;
        foreach (string source in SourceDefaults.All.Keys.Where(source => source != "logistics/shipments"))
        {
            Add(source, []);
        }
    }

    /// <summary>The folder, as C360_DATA_PATH names it.</summary>
    public string Path { get; }

    public SourceFolder Customers(params object[] rows) => Add("customer/customers", rows);

    public SourceFolder LoyaltyProgram(params object[] rows) => Add("customer/loyalty_program", rows);

    public SourceFolder SupportTickets(params object[] rows) => Add("customer/support_tickets", rows);

    public SourceFolder AppUsage(params object[] rows) => Add("customer/app_usage", rows);

    public SourceFolder Transactions(params object[] rows) => Add("sales/transactions", rows);

    public SourceFolder TransactionItems(params object[] rows) => Add("sales/transaction_items", rows);

    public SourceFolder Products(params object[] rows) => Add("products/products", rows);

    public SourceFolder Shipments(params object[] rows) => Add("logistics/shipments", rows);

    /// <summary>Adds rows to a source and writes its CSV file again.</summary>
    public SourceFolder Add(string source, params object[] rows)
    {
        List<IReadOnlyDictionary<string, string>> all = _rows.TryGetValue(source, out var before) ? before : _rows[source] = [];
        foreach (object row in rows)
        {
            all.Add(SourceDefaults.Complete(source, row, all.Count + 1));
        }
        return Write(source + ".csv", Csv(source));
    }

    /// <summary>The rows of a source as the text of its CSV file, to be written elsewhere or in parts.</summary>
    public string Csv(string source)
    {
        IEnumerable<string> columns = SourceDefaults.All[source].Keys;
        StringBuilder text = new(string.Join(',', columns) + "\n");
        foreach (IReadOnlyDictionary<string, string> row in _rows[source])
        {
            text.Append(string.Join(',', columns.Select(column => Quoted(row[column])))).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Writes a file as it is given; the path is relative to the folder.</summary>
    public SourceFolder Write(string relativePath, string text) => Write(relativePath, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public SourceFolder Write(string relativePath, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    /// <summary>Takes the CSV file of a source away.</summary>
    public SourceFolder Without(string source)
    {
        File.Delete(System.IO.Path.Combine(Path, source + ".csv"));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal static string Text(object? value) =>
        value switch
        {
            null => "",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
