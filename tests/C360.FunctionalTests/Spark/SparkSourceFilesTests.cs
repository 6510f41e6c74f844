using C360.Domain.Refreshing;
using C360.FunctionalTests.Pipeline.Building;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Building;
using C360.Infrastructure.Spark.Reading;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Spark;

/// <summary>Files are found through Spark as they are found here.</summary>
internal sealed class SparkSourceFilesTests
{
    private const string Products = "products/products";

    [Test]
    public async Task The_same_files_with_their_sizes_and_times()
    {
        using SourceFolder data = Parts();

        IReadOnlyList<LocatedSource> found = await LocateAsync(data.Path);

        Assert.That(found.Select(Told), Is.EqualTo(SourceFiles.Locate(data.Path).Select(Told)));
    }

    [TestCase("a [1]{2}*?")]
    [TestCase("it's `quoted` \\ and 日本")]
    public async Task Whatever_the_folder_is_called(string name)
    {
        using SourceFolder data = Parts();
        string root = Path.Combine(data.Path, name);
        foreach (string folder in new[] { "customer", "sales", "products" })
        {
            Directory.CreateDirectory(root);
            Directory.Move(Path.Combine(data.Path, folder), Path.Combine(root, folder));
        }

        IReadOnlyList<LocatedSource> found = await LocateAsync(root + "/");

        Assert.That(
            found.Single(source => source.Source.Name == Products).Files.Select(file => file.Name),
            Is.EqualTo(new[] { $"{Products}/1.csv", $"{Products}/B.csv.gz", $"{Products}/a.parquet" })
        );
    }

    [TestCase("file:")]
    [TestCase("file://")]
    public async Task A_URI_means_the_same(string scheme)
    {
        using SourceFolder data = Parts();

        IReadOnlyList<LocatedSource> found = await LocateAsync($"{scheme}{data.Path}/");

        Assert.That(
            found.SelectMany(source => source.Files).Select(file => file.Name),
            Is.EqualTo(SourceFiles.Locate(data.Path).SelectMany(source => source.Files).Select(file => file.Name))
        );
    }

    // What a cluster lists of other file systems: the bucket, or the name node, stands before the path.
    [TestCase("s3a://bucket/c360", "s3a://bucket/c360")]
    [TestCase("s3a://bucket", "s3a://bucket")]
    [TestCase("s3a://bucket/customer/customers", "s3a://bucket/customer/customers")]
    [TestCase("/data", "hdfs://node:8020/data")]
    [TestCase("/data/", "file:/data")]
    [TestCase("file:///data", "file:/data")]
    [TestCase("/data", "file:///data")]
    public async Task Names_follow_from_the_path_that_the_cluster_lists(string root, string listed)
    {
        // Deeper in the folder of a source there is one of the same name: it is no part of it.
        RefreshFailedException? stray = await Assert.ThrowsAsync<RefreshFailedException>(() =>
            ListAsync(root, $"{listed}/customer/customers/a.csv", $"{listed}/customer/customers/customer/customers/b.csv")
        );
        Assert.That(stray!.Message, Does.StartWith("customer/customers/customer is no part of a source"));

        RefreshFailedException? missing = await Assert.ThrowsAsync<RefreshFailedException>(() =>
            ListAsync(root, $"{listed}/customer/customers/a.csv")
        );
        Assert.That(missing!.Message, Does.Contain(" is missing").And.Not.Contain("customer/customers"));
    }

    [Test]
    public async Task What_is_wrong_is_said_in_the_same_words()
    {
        using SourceFolder data = new();
        async Task Same(string expected)
        {
            RefreshFailedException? here = Assert.Throws<RefreshFailedException>(() => SourceFiles.Locate(data.Path));
            RefreshFailedException? there = await Assert.ThrowsAsync<RefreshFailedException>(() => LocateAsync(data.Path));
            Assert.That((there!.Message, here!.Message), Is.EqualTo((here.Message, there.Message)));
            Assert.That(there.Message, Does.StartWith(expected));
        }

        data.Write($"{Products}.parquet", "");
        await Same("The source products/products is there in 2 forms: products/products.csv and products/products.parquet.");
        File.Delete($"{data.Path}/{Products}.parquet");
        data.Without(Products);
        await Same("The source products/products is missing");
        data.Write($"{Products}/a.csv", "").Write($"{Products}/notes.txt", "");
        await Same("products/products/notes.txt is no part of a source");
        File.Delete($"{data.Path}/{Products}/notes.txt");
        data.Write($"{Products}/deeper/a.csv", "");
        await Same("products/products/deeper is no part of a source");
    }

    [Test]
    public async Task A_path_that_the_cluster_does_not_see_is_said_so()
    {
        RefreshFailedException? failed = await Assert.ThrowsAsync<RefreshFailedException>(() => LocateAsync("/no/such/folder"));

        Assert.That(
            failed!.Message,
            Is.EqualTo("The Spark cluster finds no source below C360_DATA_PATH: is it a path or URI that the cluster sees?")
        );
    }

    // Parts of the customers as a cluster lists them, and of nothing else.
    private static async Task ListAsync(string root, params string[] paths)
    {
        using var spark = new DuckDbSpark("/");
        spark.Falsify = sql =>
            sql.Contains("/customer/customers/*`", StringComparison.Ordinal)
                ? $"SELECT path, TIMESTAMP '2026-01-01 00:00:00' AS modificationTime, CAST(1 AS BIGINT) AS length FROM (VALUES {string.Join(", ", paths.Select(path => $"('{path}')"))}) AS t (path)"
                : "SELECT path, TIMESTAMP '2026-01-01 00:00:00' AS modificationTime, CAST(1 AS BIGINT) AS length FROM (VALUES ('')) AS t (path) WHERE path <> ''";
        await using ISparkSession session = await spark.OpenAsync(CancellationToken.None);
        await new SparkSourceFiles(new SparkTables(session, [], CancellationToken.None), root).LocateAsync();
    }

    private static SourceFolder Parts() =>
        new SourceFolder()
            .Without(Products)
            .Write($"{Products}/B.csv.gz", "1")
            .Write($"{Products}/1.csv", "22")
            .Write($"{Products}/a.parquet", "333")
            .Write($"{Products}/_SUCCESS", "")
            .Write($"{Products}/.hidden.csv", "")
            .Write("products/products_of_others.csv", "")
            .Write("products/products.txt", "")
            .Write("sales/notes.txt", "");

    private static string Told(LocatedSource located) =>
        $"{located.Source.Name} {located.Bytes}: {string.Join(", ", located.Files.Select(file => $"{file.Name} {file.Path} {file.Length} {file.ModifiedAt:yyyy-MM-dd HH:mm:ss.fff}"))}";

    private static async Task<IReadOnlyList<LocatedSource>> LocateAsync(string path)
    {
        using var spark = new DuckDbSpark("/");
        return await new SparkPipelineEngine(spark, Build.Resources).LocateAsync(path, CancellationToken.None);
    }
}
