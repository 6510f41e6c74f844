using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Spark.Tests.Emulation;
using C360.Spark.Tests.Server;

namespace C360.FunctionalTests.Commands;

/// <summary>The verb verify-engines, as the real executable; what it finds is told in Verification/EngineVerificationTests.</summary>
internal sealed class VerifyEnginesTests
{
    /// <summary>Nobody listens there: the port is reserved and needs no name to be looked up.</summary>
    private const string Nowhere = "sc://127.0.0.1:1";
    private const string Token = "t0ken-that-nobody-may-see";

    private string _working = null!;

    [SetUp]
    public void MakeFolder() => _working = Directory.CreateTempSubdirectory("c360-verify-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_working, recursive: true);

    [TestCase("verify-engines --spark sc://h", "Option '--data' is required.")]
    [TestCase("verify-engines --data nowhere --spark sc://h", "--data nowhere: must be a folder that exists")]
    [TestCase("verify-engines --data .", "--spark is not given, nor is SPARK_REMOTE set: name the cluster, as in sc://host:15002")]
    [TestCase("verify-engines --data . --spark http://h/;token=" + Token, "--spark: must be an address such as sc://host:15002")]
    [TestCase("verify-engines --data . --spark sc://h --as-of never", "--as-of never: must be today, latest or a date YYYY-MM-DD.")]
    [TestCase(
        "verify-engines --data . --spark sc://h --work /proc/c360",
        "SNAPSHOT_PATH=/proc/c360: must be a folder that can be made and written to"
    )]
    public async Task A_command_that_makes_no_sense_is_refused(string command, string expected)
    {
        (int code, string output, string error) = await RealService.RunAsync(_working, command.Split(' '));

        Assert.That((code, error.Split('\n')[0]), Is.EqualTo((2, expected)));
        Assert.That(output + error, Does.Not.Contain(Token));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_cluster_that_cannot_be_used_is_told_in_one_sentence(bool asArgument)
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        string work = Path.Combine(_working, "work");
        string address = $"{Nowhere}/;token={Token};use_ssl=false";
        (int code, string output, string error) = await RealService.RunAsync(
            _working,
            ["verify-engines", "--data", data.Path, "--work", work, .. asArgument ? (string[])["--spark", address] : []],
            asArgument ? [] : [("SPARK_REMOTE", address)]
        );

        Assert.That(code, Is.EqualTo(3), error);
        Assert.That(error, Does.Match("^Spark cannot be used: [^\n]+\n$"));
        Assert.That(output + error, Does.Not.Contain(Token));
        Assert.That(Directory.EnumerateFileSystemEntries(_working), Is.Empty, "left behind");
    }

    /// <summary>The executable, its client, a real connection; DuckDB at the other end plays Spark, true to the data or not.</summary>
    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public async Task Both_engines_are_compared_over_a_connection(bool isTrue, int expected)
    {
        using SourceFolder data = DozenCustomers.Create();
        string work = Path.Combine(_working, "work");
        using var spark = new DuckDbSpark("/");
        // Of one sum of money three cents are lost.
        spark.Falsify = isTrue
            ? null
            : sql => sql.Replace("CAST(SUM(total_spent) AS DOUBLE)", "(CAST(SUM(total_spent) AS DOUBLE) - 0.03)", StringComparison.Ordinal);
        await using ScriptedSpark server = await ScriptedSpark.StartAsync(new WiredSpark(spark));

        (int code, string output, string error) = await RealService.RunAsync(
            _working,
            ["verify-engines", "--data", data.Path, "--work", work, "--spark", server.Address, "--as-of", "2026-06-20"]
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(expected), output + error);
            // Of the five at risk, who come first: 1799.94 / 5 = 359.988; (1799.94 - 0.03) / 5 = 359.982.
            Assert.That(
                output,
                isTrue
                    ? Does.Not.Contain("DIFFERENT")
                    : Does.Match("DIFFERENT +spark/spark +customer_health_overview .*row 1, avg_total_spent: expected 359.99, got 359.98")
            );
            Assert.That(Directory.EnumerateFileSystemEntries(_working), Is.Empty, "left behind");
        }
    }
}
