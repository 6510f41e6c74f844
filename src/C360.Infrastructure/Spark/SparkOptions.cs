using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using C360.Infrastructure.Spark.Connect;

namespace C360.Infrastructure.Spark;

/// <summary>The Spark cluster, for data that outgrows the machine.</summary>
public sealed class SparkOptions
{
    private const string Size = "[1-9][0-9]{0,5}[kmgtKMGT]";
    private const string SizeWords = "a size such as 2g or 1500m";

    /// <summary>Where Spark's own clients look for a token when the address has none.</summary>
    private const string TokenVariable = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

    /// <summary>
    /// The Spark Connect address, as in sc://host:15002/;token=…; a token may stand in the environment as SPARK_CONNECT_AUTHENTICATE_TOKEN instead.
    /// Default: none; the engines that say spark need it.
    /// </summary>
    [SparkAddress, PasswordPropertyText(true)]
    public string? SparkRemote { get; init; }

    /// <summary>The name under which Spark lists the service's queries; the service calls itself so, too, when the address has no user_agent.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,100}", ErrorMessage = "up to 100 letters, digits, dots, underscores and hyphens")]
    public string SparkAppName { get; init; } = "C360_API";

    /// <summary>Memory of the executor that docker-compose starts, as in 2g; the service itself does not read it.</summary>
    [RegularExpression(Size, ErrorMessage = SizeWords)]
    public string SparkExecutorMemory { get; init; } = "2g";

    /// <summary>Memory of the driver that docker-compose starts, as in 2g; the service itself does not read it.</summary>
    [RegularExpression(Size, ErrorMessage = SizeWords)]
    public string SparkDriverMemory { get; init; } = "2g";

    /// <summary>The token that counts when the address has none.</summary>
    internal static string? TokenOfEnvironment => Environment.GetEnvironmentVariable(TokenVariable);

    /// <summary>The address, read.</summary>
    internal SparkRemote Remote => Connect.SparkRemote.Parse(SparkRemote, TokenOfEnvironment, SparkAppName);

    /// <summary>Whether whoever is on the network can read the token; only use_ssl=false makes it so.</summary>
    internal bool ShowsToken =>
        Remote is { UseTls: false, Address.IsLoopback: false } remote && remote.Headers.ContainsKey("authorization");

    /// <summary>What no log may show: the token, and whatever else is sent along with every call.</summary>
    public IEnumerable<string> Secrets() =>
        SparkRemote is null ? [] : Remote.Headers.Values.SelectMany(value => new[] { value, value.Split(' ')[^1] });
}
