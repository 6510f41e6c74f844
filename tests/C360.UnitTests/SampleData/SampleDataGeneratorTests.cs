using C360.Domain.Sources;
using C360.Infrastructure.SampleData;

namespace C360.UnitTests.SampleData;

internal sealed class SampleDataGeneratorTests
{
    private static readonly string AsOf = $"{GeneratedSources.AsOf:yyyy-MM-dd}";
    private GeneratedSources _data = null!;
    private Dictionary<string, SampleRows> _rows = null!;

    [OneTimeSetUp]
    public void Generate()
    {
        _data = new GeneratedSources(customers: 1000, seed: 1);
        _rows = DeclaredSources.All.ToDictionary(source => source.Table, source => new SampleRows(_data, source));
    }

    [OneTimeTearDown]
    public void Remove() => _data.Dispose();

    [Test]
    public void The_same_seed_gives_the_same_bytes([Values] SampleDataFormat format)
    {
        using GeneratedSources one = new(300, seed: 7, format);
        using GeneratedSources other = new(300, seed: 7, format);

        Assert.That(other.Hashes, Is.EqualTo(one.Hashes));
        string ending = format == SampleDataFormat.Csv ? "csv" : "parquet";
        Assert.That(one.Hashes.Keys, Is.EquivalentTo(DeclaredSources.All.Select(source => $"{source.Name}.{ending}")));
    }

    [Test]
    public void Another_seed_gives_other_bytes_in_every_source()
    {
        using GeneratedSources one = new(300, seed: 7);
        using GeneratedSources other = new(300, seed: 8);

        Assert.That(one.Hashes.Where(file => other.Hashes[file.Key] == file.Value), Is.Empty);
    }

    [TestCaseSource(typeof(DeclaredSources), nameof(DeclaredSources.All))]
    public void A_source_has_the_declared_columns_and_each_key_once(Source source)
    {
        SampleRows rows = _rows[source.Table];

        Assert.That(rows.Header, Is.EqualTo(source.Columns.Select(column => column.Name)));
        Assert.That(rows.Count, Is.GreaterThan(source.Table == "customers" ? 999 : 100));
        Assert.That(rows[source.Key.Name], Is.Unique);
    }

    [TestCaseSource(typeof(DeclaredSources), nameof(DeclaredSources.All))]
    public void Every_parent_is_there(Source source)
    {
        foreach (SourceParent parent in source.Parents)
        {
            string table = parent.Source.Split('/')[1];
            Assert.That(_rows[source.Table][parent.Column].Except(_rows[table][parent.Column]), Is.Empty, $"{parent.Column} of {table}");
        }
    }

    [TestCaseSource(typeof(DeclaredSources), nameof(DeclaredSources.All))]
    public void Nothing_happens_after_as_of(Source source)
    {
        foreach (SourceColumn column in source.Columns.Where(column => column.Shape is ColumnShape.Date or ColumnShape.Timestamp))
            Assert.That(
                _rows[source.Table][column.Name].Where(moment => moment.Length > 0 && string.CompareOrdinal(moment[..10], AsOf) > 0),
                Is.Empty
            );
    }

    [Test]
    public void There_are_as_many_customers_as_asked_for_and_someone_buys_on_as_of()
    {
        Assert.That(_rows["customers"].Count, Is.EqualTo(1000));
        Assert.That(_rows["transactions"]["transaction_date"].Max()![..10], Is.EqualTo(AsOf));
    }

    [Test]
    public void Few_customers_lack_an_address() =>
        Assert.That(_rows["customers"]["email"].Count(email => email.Length == 0), Is.InRange(1, 20)); // 0.7 % of 1,000 are 7

    [Test]
    public void The_amounts_agree()
    {
        SampleRows items = _rows["transaction_items"];
        SampleRows transactions = _rows["transactions"];

        Assert.That(
            items.Numbers("quantity").Zip(items.Numbers("unit_price"), (quantity, price) => quantity * price),
            Is.EqualTo(items.Numbers("line_total"))
        );
        Dictionary<string, decimal> sold = items["transaction_id"]
            .Zip(items.Numbers("line_total").Zip(items.Numbers("discount_applied"), (line, discount) => line - discount))
            .GroupBy(item => item.First, item => item.Second)
            .ToDictionary(group => group.Key, group => group.Sum());
        Assert.That(transactions["transaction_id"].Select(id => sold[id]), Is.EqualTo(transactions.Numbers("subtotal")));
        Assert.That(
            transactions
                .Numbers("subtotal")
                .Zip(transactions.Numbers("tax_amount"), (sum, tax) => sum + tax)
                .Zip(transactions.Numbers("discount_amount"), (sum, discount) => sum - discount),
            Is.EqualTo(transactions.Numbers("total_amount"))
        );
        Assert.That(_rows["products"].Numbers("price").Zip(_rows["products"].Numbers("cost"), (price, cost) => price > cost), Is.All.True);
    }

    [Test]
    public void December_is_busier_than_February()
    {
        int In(string month) => _rows["transactions"]["transaction_date"].Count(moment => moment[5..7] == month);

        Assert.That(In("12"), Is.GreaterThan(In("02") * 1.5)); // weights 1.8 and 0.75
    }

    [Test]
    public void A_few_customers_bring_much_of_the_revenue()
    {
        SampleRows transactions = _rows["transactions"];
        decimal[] spent =
        [
            .. transactions["customer_id"]
                .Zip(transactions.Numbers("total_amount"))
                .GroupBy(sale => sale.First, sale => sale.Second)
                .Select(group => group.Sum())
                .OrderDescending(),
        ];

        Assert.That(spent.Take(100).Sum(), Is.GreaterThan(spent.Sum() / 2), "The best tenth of 1,000 customers");
    }

    [Test]
    public void One_customer_is_enough()
    {
        using GeneratedSources one = new(1, seed: 3, SampleDataFormat.Parquet);

        Assert.That(one.Hashes, Has.Count.EqualTo(8));
    }

    [Test]
    public void A_cancelled_generation_leaves_nothing()
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory("c360-sample-");
        try
        {
            SampleDataOptions options = new(10, 1, GeneratedSources.AsOf, SampleDataFormat.Csv, Path.Combine(parent.FullName, "data"));

            Assert.Throws<OperationCanceledException>(() => SampleDataGenerator.Generate(options, new CancellationToken(canceled: true)));
            Assert.That(parent.EnumerateFileSystemInfos(), Is.Empty);
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }
}
