// Long because each way to get an address wrong is one line.
using C360.Infrastructure.Spark.Connect;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.Spark.Tests.Connect;

internal sealed class SparkRemoteTests
{
    [Test]
    public void Everything_that_an_address_can_say()
    {
        SparkRemote remote = SparkRemote.Parse(
            "sc://spark.example.com:443/;use_ssl=true;token=scret;user_id=J%C3%BCrgen;user_agent=my%3Bapp;"
                + "grpc_max_message_size=1000000;grpc_keepalive_enabled=false;grpc_keepalive_time_ms=5000;grpc_keepalive_timeout_ms=1000;"
                + "grpc_keepalive_without_calls=true;x-databricks-cluster-id=0301-a%20b;"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(remote.Address, Is.EqualTo(new Uri("https://spark.example.com:443")));
            Assert.That(remote.UserId, Is.EqualTo("Jürgen"));
            Assert.That(remote.ClientType, Does.Match(@"^my;app spark/[\d.]+ os/(linux|windows|darwin) dotnet/[\d.]+$"));
            Assert.That(remote.MaxMessageSize, Is.EqualTo(1_000_000));
            Assert.That(remote.KeepAlive, Is.False);
            Assert.That(remote.KeepAliveDelay, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(remote.KeepAliveTimeout, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(remote.KeepAliveWithoutCalls, Is.True);
            Assert.That(
                remote.Headers,
                Is.EquivalentTo(
                    new Dictionary<string, string> { ["authorization"] = "Bearer scret", ["x-databricks-cluster-id"] = "0301-a b" }
                )
            );
        }
    }

    [Test]
    public void Everything_that_it_need_not_say()
    {
        SparkRemote remote = SparkRemote.Parse("sc://spark");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(remote.Address, Is.EqualTo(new Uri("http://spark:15002")));
            Assert.That(remote.Headers, Is.Empty);
            Assert.That(remote.UserId, Is.Not.Empty);
            Assert.That(remote.ClientType, Does.StartWith("c360 spark/"));
            Assert.That(remote.MaxMessageSize, Is.EqualTo(134_217_728));
            Assert.That((remote.KeepAlive, remote.KeepAliveWithoutCalls), Is.EqualTo((true, false)));
            Assert.That((remote.KeepAliveDelay.TotalSeconds, remote.KeepAliveTimeout.TotalSeconds), Is.EqualTo((60, 20)));
        }
    }

    [TestCase("sc://h", ExpectedResult = "http://h:15002/")]
    [TestCase("sc://h/", ExpectedResult = "http://h:15002/")]
    [TestCase("sc://h/;", ExpectedResult = "http://h:15002/")]
    [TestCase("sc://spark_connect-1.internal", ExpectedResult = "http://spark_connect-1.internal:15002/")]
    [TestCase("sc://10.0.0.1:1", ExpectedResult = "http://10.0.0.1:1/")]
    [TestCase("sc://[::1]", ExpectedResult = "http://[::1]:15002/")]
    [TestCase("sc://[2001:db8::1]:99/;use_ssl=true", ExpectedResult = "https://[2001:db8::1]:99/")]
    [TestCase("sc://h/;token=t", ExpectedResult = "https://h:15002/")]
    [TestCase("sc://h/;authorization=Bearer%20t", ExpectedResult = "https://h:15002/")]
    [TestCase("sc://h/;token=t;use_ssl=false", ExpectedResult = "http://h:15002/")]
    [TestCase("sc://localhost/;token=t", ExpectedResult = "http://localhost:15002/")]
    [TestCase("sc://127.0.0.2/;token=t", ExpectedResult = "http://127.0.0.2:15002/")]
    [TestCase("sc://[::1]/;token=t", ExpectedResult = "http://[::1]:15002/")]
    [TestCase("sc://localhost/;token=t;use_ssl=true", ExpectedResult = "https://localhost:15002/")]
    public string Where_it_leads(string text) => SparkRemote.Parse(text).Address.AbsoluteUri;

    [TestCase("sc://h", "e", ExpectedResult = "Bearer e")]
    [TestCase("sc://h/;token=t", "e", ExpectedResult = "Bearer t")]
    [TestCase("sc://h/;authorization=Basic%20x", "e", ExpectedResult = "Basic x")]
    [TestCase("sc://h/;token=a/b+c==?d%23", null, ExpectedResult = "Bearer a/b+c==?d#")]
    [TestCase("sc://h", "", ExpectedResult = null)]
    public string? Who_asks(string text, string? environment) =>
        SparkRemote.Parse(text, environment).Headers.GetValueOrDefault("authorization");

    [TestCase(null, "sc://host:port")]
    [TestCase("", "sc://host:port")]
    [TestCase("http://h", "sc://host:port")]
    [TestCase("sc://", "host")]
    [TestCase("sc:///;token=SECRET", "host")]
    [TestCase("sc://user:SECRET@h", "port")]
    [TestCase("sc://SECRET@h", "host")]
    [TestCase("sc://h;token=SECRET", "host")]
    [TestCase("sc://h?token=SECRET", "host")]
    [TestCase("sc://[::1", "host")]
    [TestCase("sc://[SECRET]", "host")]
    [TestCase("sc://[::1]SECRET", "host")]
    [TestCase("sc://h:", "port")]
    [TestCase("sc://h:0", "port")]
    [TestCase("sc://h:65536", "port")]
    [TestCase("sc://h:SECRET", "port")]
    [TestCase("sc://h/path;token=SECRET", "path")]
    [TestCase("sc://h/;SECRET", "Parameter 1")]
    [TestCase("sc://h/;user_id=a;=SECRET", "Parameter 2")]
    [TestCase("sc://h/;token=", "token")]
    [TestCase("sc://h/;token=SECRET;token=SECRET", "token")]
    [TestCase("sc://h/;token=SECRET%0d%0ax: y", "token")]
    [TestCase("sc://h/;token=SECRÉT", "token")]
    [TestCase("sc://h/;token=SECRET;authorization=SECRET", "authorization")]
    [TestCase("sc://h/;Token=SECRET", "Token")]
    [TestCase("sc://h/;token=a;SECRET=", "Parameter 2")]
    [TestCase("sc://h/;token=a;SECRET=b", "Parameter 2")]
    [TestCase("sc://h/;use_ssl=SECRET", "use_ssl")]
    [TestCase("sc://h/;session_id=SECRET", "session_id")]
    [TestCase("sc://h/;grpc_max_message_size=0", "grpc_max_message_size")]
    [TestCase("sc://h/;grpc_max_message_size=9999999999", "grpc_max_message_size")]
    [TestCase("sc://h/;grpc_keepalive_enabled=1", "grpc_keepalive_enabled")]
    [TestCase("sc://h/;grpc_keepalive_time_ms=999", "grpc_keepalive_time_ms")]
    [TestCase("sc://h/;grpc_keepalive_timeout_ms=-5", "grpc_keepalive_timeout_ms")]
    [TestCase("sc://h/;grpc_keepalive_without_calls=SECRET", "grpc_keepalive_without_calls")]
    [TestCase("sc://h/;content-type=SECRET", "content-type")]
    [TestCase("sc://h/;te=SECRET", "te ")]
    [TestCase("sc://h/;grpc-timeout=SECRET", "Parameter 1")]
    [TestCase("sc://h/;:path=SECRET", "Parameter 1")]
    [TestCase("sc://h/;x-a-bin=SECRET", "x-a-bin")]
    [TestCase("sc://h/;X-A=SECRET", "X-A")]
    [TestCase("sc://h/;x-a=SECRET%0Ay", "x-a")]
    [TestCase("sc://h/;x-a=SECRET%C3%A9", "x-a")]
    public void What_is_wrong_is_said_without_a_value(string? text, string culprit)
    {
        Assert.That(
            () => SparkRemote.Parse(text),
            Throws.TypeOf<FormatException>().With.Message.Contains(culprit).And.Message.Not.Contains("SECR")
        );
    }

    [Test]
    public void Without_a_user_agent_the_client_calls_itself_as_the_app()
    {
        Assert.That(SparkRemote.Parse("sc://h", appName: "C360_API").ClientType, Does.StartWith("C360_API spark/"));
        Assert.That(SparkRemote.Parse("sc://h/;user_agent=mine", appName: "C360_API").ClientType, Does.StartWith("mine spark/"));
    }

    [Test]
    public void A_user_agent_may_have_2048_characters_percent_encoded()
    {
        // An encoded blank counts three: 682 of them are 2046.
        string most = string.Concat(Enumerable.Repeat("%20", 682)) + "ab";

        Assert.That(SparkRemote.Parse($"sc://h/;user_agent={most}").ClientType, Does.StartWith(new string(' ', 682) + "ab spark/"));
        Assert.That(
            () => SparkRemote.Parse($"sc://h/;user_agent={most}c"),
            Throws.TypeOf<FormatException>().With.Message.Contains("user_agent")
        );
    }

    [Test]
    public void The_text_for_logs_has_no_token_and_no_header()
    {
        string text = SparkRemote.Parse("sc://h:1/;token=SECRET;x-key=SECRET").ToString();

        Assert.That(text, Is.EqualTo("sc://h:1 (TLS)"));
    }

    [Property(MaxTest = 500)]
    public FsCheck.Property Any_token_and_header_come_out_as_they_went_in(NonEmptyString token, NonEmptyString user)
    {
        string clean = string.Concat(token.Get.Where(character => character is > ' ' and <= '~'));
        string name = string.Concat(user.Get.Where(character => !char.IsSurrogate(character)));
        SparkRemote Parsed() =>
            SparkRemote.Parse(
                $"sc://h/;token={Uri.EscapeDataString(clean)};user_id={Uri.EscapeDataString(name)};x-h={Uri.EscapeDataString(clean)}"
            );

        return Prop.When(
            clean.Length > 0 && name.Length > 0,
            () => Parsed().Headers["authorization"] == "Bearer " + clean && Parsed().UserId == name && Parsed().Headers["x-h"] == clean
        );
    }

    [Property(MaxTest = 2000)]
    public bool Any_text_is_an_address_or_refused_with_a_reason(string text, int seed)
    {
        string[] pieces = ["sc://", "h", ":", "[", "]", "::1", "/", ";", "=", "%", "%zz", "token", "use_ssl", "te", "\r\n", text ?? ""];
        Random random = new(seed);
        string address = "sc://" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));

        try
        {
            SparkRemote remote = SparkRemote.Parse(address);
            return remote.Address.Port == remote.Port
                && remote.Headers.Values.All(value => !value.Contains('\n', StringComparison.Ordinal));
        }
        catch (FormatException fault)
        {
            return fault.Message.Length > 0;
        }
    }
}
