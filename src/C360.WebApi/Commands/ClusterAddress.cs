using C360.Infrastructure.Spark;

namespace C360.WebApi.Commands;

/// <summary>What of a cluster's address may be shown: an address as in <c>sc://host:15002/;token=…</c> holds secrets.</summary>
internal static class ClusterAddress
{
    /// <summary>Shorter ones would be cut out of every second word.</summary>
    private const int ShortestSecret = 6;

    /// <summary>Host and port.</summary>
    /// <param name="address">The address.</param>
    public static string Shown(string address) => address.Split(';')[0].TrimEnd('/');

    /// <summary>The secrets in it, the longest first.</summary>
    /// <param name="address">The address.</param>
    public static IReadOnlyList<string> SecretsOf(string address) =>
        [
            .. new SparkOptions { SparkRemote = address }
                .Secrets()
                .Where(value => value.Length >= ShortestSecret)
                .OrderByDescending(value => value.Length),
        ];
}
