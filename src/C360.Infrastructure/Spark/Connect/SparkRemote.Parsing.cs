using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace C360.Infrastructure.Spark.Connect;

internal sealed partial record SparkRemote
{
    private const string Scheme = "sc://";
    private const int LongestUserAgent = 2048;

    /// <summary>The first version whose messages are spoken here in full.</summary>
    private const string SpokenVersion = "4.0";

    /// <summary>The least that .NET takes for the times of pings.</summary>
    private const int LeastMilliseconds = 1000;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="tokenOfEnvironment">The token to use when the address has none.</param>
    /// <param name="appName">What the client calls itself when the address has no user_agent.</param>
    /// <exception cref="FormatException">What is wrong with it, without any of its values.</exception>
    public static SparkRemote Parse(string? text, string? tokenOfEnvironment = null, string appName = "c360")
    {
        if (text?.StartsWith(Scheme, StringComparison.Ordinal) != true)
            throw new FormatException("A Spark Connect address looks like sc://host:port/;key=value.");

        (string authority, string rest) = Cut(text[Scheme.Length..], '/');
        if (rest.Length > 0 && rest[0] != ';')
            throw new FormatException("The path of a Spark Connect address is empty; parameters start with /;.");

        (string host, int port) = HostAndPort(authority);
        SparkRemoteParameters parameters = SparkRemoteParameters.Parse(rest);
        string? token = parameters.Token ?? (parameters.Headers.ContainsKey("authorization") ? null : NonEmpty(tokenOfEnvironment));
        if (token is not null)
            parameters.Authorize(token);

        string userAgent = parameters.Text("user_agent") ?? appName;
        if (Uri.EscapeDataString(userAgent).Length > LongestUserAgent)
            throw new FormatException($"user_agent is longer than {LongestUserAgent} characters, percent-encoded.");

        if (parameters.Text("session_id") is not null)
            throw new FormatException("session_id cannot be chosen: every snapshot has a session of its own.");

        SparkRemote remote = new() { Host = host, Port = port };
        bool secret = parameters.Headers.ContainsKey("authorization");
        return remote with
        {
            UseTls = parameters.Flag("use_ssl") ?? (secret && !IsThisMachine(host)),
            UserId = parameters.Text("user_id") ?? remote.UserId,
            ClientType = ClientTypeOf(userAgent),
            MaxMessageSize = parameters.Number("grpc_max_message_size", 1) ?? DefaultMaxMessageSize,
            KeepAlive = parameters.Flag("grpc_keepalive_enabled") ?? true,
            KeepAliveDelay = Milliseconds(parameters.Number("grpc_keepalive_time_ms", LeastMilliseconds)) ?? remote.KeepAliveDelay,
            KeepAliveTimeout = Milliseconds(parameters.Number("grpc_keepalive_timeout_ms", LeastMilliseconds)) ?? remote.KeepAliveTimeout,
            KeepAliveWithoutCalls = parameters.Flag("grpc_keepalive_without_calls") ?? false,
            Headers = parameters.Headers,
        };
    }

    private static string ClientTypeOf(string userAgent)
    {
        string system =
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux";
        return $"{userAgent} spark/{SpokenVersion} os/{system} dotnet/{Environment.Version}";
    }

    private static (string Host, int Port) HostAndPort(string authority)
    {
        int bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        (string rest, string port) = Cut(authority[(bracket + 1)..], ':');
        bool hasPort = authority.Length > bracket + 1 + rest.Length;
        string host = bracket < 0 ? rest : authority[..(bracket + 1)];
        if (bracket < 0 ? Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4) : rest.Length > 0 || !IsIPv6(host))
            throw new FormatException("The host of a Spark Connect address is a name, an IPv4 address or [an IPv6 address].");

        if (!hasPort)
            return (host, DefaultPort);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= ushort.MaxValue
            ? (host, number)
            : throw new FormatException($"The port of a Spark Connect address is a number from 1 to {ushort.MaxValue}.");
    }

    private static bool IsIPv6(string host) =>
        !host.Contains('%', StringComparison.Ordinal)
        && IPAddress.TryParse(host[1..^1], out IPAddress? address)
        && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static TimeSpan? Milliseconds(int? number) => number is { } some ? TimeSpan.FromMilliseconds(some) : null;

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static (string Head, string Tail) Cut(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
