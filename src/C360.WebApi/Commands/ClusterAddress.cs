namespace C360.WebApi.Commands;

/// <summary>What of a cluster's address may be shown: an address as in <c>sc://host:15002/;token=…</c> holds secrets.</summary>
internal static class ClusterAddress
{
    /// <summary>Shorter ones would be cut out of every second word.</summary>
    private const int ShortestSecret = 6;

    /// <summary>Parameters of the protocol that hold none; all others but the token are headers, and any of them may.</summary>
    private static readonly string[] Open = ["use_ssl", "user_id", "user_agent", "session_id"];

    /// <summary>Host and port.</summary>
    /// <param name="address">The address.</param>
    public static string Shown(string address) => address.Split(';')[0].TrimEnd('/');

    /// <summary>The secrets in it, as they are written and as they are meant, and the token that Spark's clients take from the environment.</summary>
    /// <param name="address">The address.</param>
    public static IReadOnlyList<string> SecretsOf(string address) =>
        [
            .. address
                .Split(';')
                .Skip(1)
                .Select(parameter => parameter.TrimStart('/').Split('=', 2))
                .Where(parameter => !Open.Contains(parameter[0]) && !parameter[0].StartsWith("grpc_", StringComparison.Ordinal))
                .SelectMany(parameter => new[] { parameter[^1], Uri.UnescapeDataString(parameter[^1]) })
                // A header such as Bearer%20SECRET: what follows the scheme is said without it.
                .SelectMany(value => value.Split(' ').Prepend(value))
                .Append(Environment.GetEnvironmentVariable("SPARK_CONNECT_AUTHENTICATE_TOKEN") ?? "")
                .Where(value => value.Length >= ShortestSecret)
                .Distinct()
                .OrderByDescending(value => value.Length),
        ];
}
