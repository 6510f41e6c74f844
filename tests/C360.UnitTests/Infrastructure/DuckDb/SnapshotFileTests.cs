using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Snapshots;

namespace C360.UnitTests.Infrastructure.DuckDb;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SnapshotFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("c360-file-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_whole_file_is_good()
    {
        Write(customers: 12);
        Assert.That(Check, Throws.Nothing);
    }

    [Test]
    public void A_missing_file_is_not() => Assert.That(Check, Throws.TypeOf<DuckDbException>());

    /// <summary>The engine opens most of these without a word.</summary>
    [TestCase(0.0)]
    [TestCase(0.001)]
    [TestCase(0.1)]
    [TestCase(0.3)]
    [TestCase(0.5)]
    [TestCase(0.7)]
    [TestCase(0.9)]
    [TestCase(0.999999)]
    public void A_file_that_is_cut_short_is_not(double share)
    {
        byte[] whole = File.ReadAllBytes(Write(customers: 12));
        File.WriteAllBytes(Path.Combine(_folder, "c360.duckdb"), whole[..(int)(whole.Length * share)]);
        Assert.That(Check, Throws.TypeOf<DuckDbException>().Or.TypeOf<InvalidDataException>());
    }

    [Test]
    public void Another_snapshots_file_is_not()
    {
        Write(customers: 13);
        Assert.That(Check, Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void A_file_without_the_view_is_not()
    {
        using (DuckDbDatabase database = DuckDbDatabase.Open(Path.Combine(_folder, "c360.duckdb"), new DuckDbSettings()))
        using (DuckDbConnection connection = database.Connect())
            connection.Execute("CREATE TABLE category_sales AS SELECT 1 AS x");
        Assert.That(Check, Throws.TypeOf<DuckDbException>());
    }

    /// <summary>The manifest of the numbered snapshots counts 12 customers.</summary>
    private void Check()
    {
        using var lease = new SnapshotLease(new ServedSnapshot(NumberedSnapshot.Of(1), _folder));
        new SnapshotFile(new DuckDbSettings { ReadOnly = true }).Check(lease);
    }

    private string Write(int customers)
    {
        string path = Path.Combine(_folder, "c360.duckdb");
        using DuckDbDatabase database = DuckDbDatabase.Open(path, new DuckDbSettings());
        using DuckDbConnection connection = database.Connect();
        connection.Execute($"CREATE TABLE customer_analytics_c360 AS SELECT i, md5(CAST(i AS VARCHAR)) AS x FROM range({customers}) t(i)");
        return path;
    }
}
