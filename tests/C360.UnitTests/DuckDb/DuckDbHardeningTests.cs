using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

/// <summary>Statements reach no file, network or extension but in the folders that are allowed, and loosen nothing.</summary>
internal sealed class DuckDbHardeningTests : EngineFixture
{
    [TestCase("SELECT * FROM read_csv('{0}/secret.csv')")]
    [TestCase("SELECT * FROM read_text('{0}/secret.csv')")]
    [TestCase("SELECT * FROM read_blob('{0}/secret.csv')")]
    [TestCase("SELECT * FROM read_json('{0}/secret.csv')")]
    [TestCase("SELECT * FROM read_parquet('{0}/secret.csv')")]
    [TestCase("SELECT * FROM parquet_metadata('{0}/secret.csv')")]
    [TestCase("SELECT * FROM sniff_csv('{0}/secret.csv')")]
    [TestCase("SELECT * FROM glob('{0}/*')")]
    [TestCase("SELECT * FROM '{0}/secret.csv'")]
    [TestCase("SELECT * FROM read_parquet('http://localhost:1/a.parquet')")]
    [TestCase("SELECT * FROM 'https://localhost:1/a.parquet'")]
    [TestCase("SELECT * FROM read_csv('s3://bucket/a.csv')")]
    [TestCase("CREATE TABLE t (a VARCHAR); COPY t FROM '{0}/secret.csv'")]
    [TestCase("COPY (SELECT 1) TO '{0}/out.csv'")]
    [TestCase("COPY (SELECT 1) TO '{0}/out.parquet' (FORMAT parquet)")]
    [TestCase("COPY (SELECT 1) TO '/dev/stdout'")]
    [TestCase("ATTACH '{0}/other.duckdb'")]
    [TestCase("EXPORT DATABASE '{0}/export'")]
    [TestCase("IMPORT DATABASE '{0}/export'")]
    [TestCase("INSTALL httpfs")]
    [TestCase("LOAD httpfs")]
    [TestCase("LOAD '{0}/x.duckdb_extension'")]
    [TestCase("UPDATE EXTENSIONS")]
    public void Files_network_and_extensions_are_out_of_reach(string script)
    {
        File.WriteAllText(PathOf("secret.csv"), "a\n1\n");

        Assert.That(
            () => Connection.Execute(script.Replace("{0}", Folder, StringComparison.Ordinal)),
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(DuckDbErrorKind.Denied)
        );
        Assert.That(Directory.GetFileSystemEntries(Folder), Is.EqualTo([PathOf("secret.csv")]));
    }

    [TestCase("SET enable_external_access = true")]
    [TestCase("SET GLOBAL enable_external_access = true")]
    [TestCase("RESET enable_external_access")]
    [TestCase("SET allowed_directories = ['/']")]
    [TestCase("SET allowed_paths = ['/etc/passwd']")]
    [TestCase("SET lock_configuration = false")]
    [TestCase("RESET lock_configuration")]
    [TestCase("SET memory_limit = '100GB'")]
    [TestCase("PRAGMA memory_limit = '100GB'")]
    [TestCase("SET threads = 100")]
    [TestCase("PRAGMA threads = 100")]
    [TestCase("SET temp_directory = '/tmp'")]
    [TestCase("SET autoload_known_extensions = true")]
    [TestCase("SET allow_community_extensions = true")]
    [TestCase("SET extension_directory = '/tmp'")]
    [TestCase("SET TimeZone = 'Asia/Tokyo'")]
    [TestCase("PRAGMA profiling_output = '/tmp/profile'")]
    public void No_setting_can_be_changed(string script) =>
        Assert.That(() => Connection.Execute(script), Throws.TypeOf<DuckDbException>().With.Message.Contains("locked"));

    [Test]
    public void Secrets_are_not_written_to_disk() =>
        Assert.That(
            () => Connection.Execute("CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')"),
            Throws.TypeOf<DuckDbException>().With.Message.Contains("disabled")
        );

    [Test]
    public void An_allowed_folder_is_read_and_written_and_its_neighbours_are_not()
    {
        string open = Directory.CreateDirectory(PathOf("it's open")).FullName;
        string closed = Directory.CreateDirectory(PathOf("it's open too")).FullName;
        File.WriteAllText(Path.Combine(closed, "a.csv"), "a\n1\n");
        using DuckDbDatabase database = DuckDbDatabase.Open(":memory:", new DuckDbSettings { AllowedDirectories = [open] });
        using DuckDbConnection connection = database.Connect();

        string mine = open.Replace("'", "''", StringComparison.Ordinal);
        connection.Execute($"COPY (SELECT 1 AS a) TO '{mine}/a.parquet' (FORMAT parquet); SELECT * FROM read_parquet('{mine}/*.parquet')");

        Assert.That(File.Exists(Path.Combine(open, "a.parquet")), Is.True);
        Assert.That(() => connection.Execute($"SELECT * FROM read_csv('{mine} too/a.csv')"), Throws.TypeOf<DuckDbException>());
        Assert.That(
            () => connection.Execute($"SELECT * FROM read_csv('{mine}/../it''s open too/a.csv')"),
            Throws.TypeOf<DuckDbException>()
        );
        Assert.That(() => connection.Execute($"SELECT * FROM glob('{mine}/../*')"), Throws.TypeOf<DuckDbException>());
        Assert.That(() => connection.Execute($"COPY (SELECT 1) TO '{mine}/../a.csv'"), Throws.TypeOf<DuckDbException>());
    }

    [Test]
    public void What_does_not_fit_into_memory_is_spilled_to_the_temp_directory_or_fails_without_one()
    {
        // 5 million 8-byte values and 8-byte sort keys: 80 MB, the limit is 50.
        const string Sort = "CREATE TABLE t AS SELECT i FROM range(5_000_000) AS r(i) ORDER BY hash(i)";
        var settings = new DuckDbSettings { MemoryLimit = "50MB", Threads = 2 };
        using DuckDbDatabase spilling = DuckDbDatabase.Open(PathOf("a.duckdb"), settings with { TempDirectory = PathOf("spill") });
        using DuckDbConnection connection = spilling.Connect();
        using DuckDbDatabase tight = DuckDbDatabase.Open(":memory:", settings);
        using DuckDbConnection refused = tight.Connect();

        Assert.That(() => connection.Execute(Sort), Throws.Nothing);
        Assert.That(
            () => refused.Execute(Sort),
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(DuckDbErrorKind.OutOfMemory)
        );
    }
}
