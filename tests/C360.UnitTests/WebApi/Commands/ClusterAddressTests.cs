using C360.Application.Verification;
using C360.WebApi.Commands;

namespace C360.UnitTests.WebApi.Commands;

/// <summary>A token never gets out, in whichever spelling.</summary>
internal sealed class ClusterAddressTests
{
    [TestCase("sc://spark:15002/;token=s3cr3t-token;use_ssl=true", ExpectedResult = "sc://spark:15002")]
    [TestCase("sc://[::1]:15002", ExpectedResult = "sc://[::1]:15002")]
    [TestCase("sc://spark/", ExpectedResult = "sc://spark")]
    public string Only_host_and_port_are_shown(string address) => ClusterAddress.Shown(address);

    [Test]
    public void All_that_may_be_a_secret_is_known()
    {
        Assert.That(
            ClusterAddress.SecretsOf(
                "sc://h/;token=s3cr3t%2Dtoken;user_id=customer;authorization=Bearer%20t0k3nt0k3n;grpc_keepalive_time_ms=6000000"
            ),
            Is.EquivalentTo(
                (string[])["s3cr3t%2Dtoken", "s3cr3t-token", "Bearer%20t0k3nt0k3n", "Bearer t0k3nt0k3n", "t0k3nt0k3n", "Bearer"]
            )
        );
        Assert.That(ClusterAddress.SecretsOf("sc://h:15002"), Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void No_line_of_a_report_shows_one(bool json)
    {
        using var output = new StringWriter();
        using var report = new VerificationReport(output, json, ClusterAddress.SecretsOf("sc://h/;token=s3cr3t-token"));
        report.Begin(ClusterAddress.Shown("sc://h/;token=s3cr3t-token"));
        report.Tell(new EngineComparison("spark/spark", "totals", "expected an answer, got an error: sc://h/;token=s3cr3t-token refused"));

        Assert.That(report.End(), Is.False);
        Assert.That(output.ToString(), Does.Contain("[secret] refused").And.Not.Contain("s3cr3t"));
    }

    [Test]
    public void A_report_is_a_line_a_comparison_and_a_sum()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var report = new VerificationReport(output, json: false, []);
        report.Begin("sc://h");
        report.Tell(new EngineComparison("spark/embedded", "totals", null));
        report.Tell(new EngineComparison("spark/spark", "customer_profiles?limit=7", "row 1, a: expected 1, got 2"));
        report.End();

        Assert.That(
            output.ToString().Split('\n')[^4..],
            Is.EqualTo(
                (string[])
                    [
                        "equal      spark/embedded   totals",
                        "DIFFERENT  spark/spark      customer_profiles?limit=7  row 1, a: expected 1, got 2",
                        "2 comparisons: 1 equal, 1 different",
                        "",
                    ]
            )
        );
    }

    [Test]
    public void Nothing_compared_is_not_all_equal()
    {
        using var output = new StringWriter();
        using var report = new VerificationReport(output, json: false, []);
        Assert.That(report.End(), Is.False);
    }
}
