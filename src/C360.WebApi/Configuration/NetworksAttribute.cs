using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace C360.WebApi.Configuration;

/// <summary>Addresses or networks, separated by commas. Everybody (/0) is none: whoever trusts everybody knows nobody.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworksAttribute : ValidationAttribute
{
    private const int BitsOfIpv4 = 32;
    private const int BitsOfIpv6 = 128;

    /// <summary>Says what is allowed.</summary>
    public NetworksAttribute() => ErrorMessage = "addresses or networks such as 10.0.0.5 or 10.1.0.0/16, separated by commas";

    /// <summary>Whether they are.</summary>
    /// <param name="value">The setting.</param>
    public override bool IsValid(object? value) =>
        value is not string text || text.Split(',', StringSplitOptions.TrimEntries).All(entry => NetworkOf(entry) is not null);

    /// <summary>The networks of a setting that is valid; an address is a network of one.</summary>
    /// <param name="text">The setting.</param>
    public static IPNetwork[] Read(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries).Select(NetworkOf).OfType<IPNetwork>()];

    private static IPNetwork? NetworkOf(string text)
    {
        // Half an address, 10.1, is an address elsewhere: 10.0.0.1.
        bool whole = text.Contains(':') || text.Count(character => character == '.') == 3;
        if (!whole)
            return null;
        if (!text.Contains('/') && IPAddress.TryParse(text, out IPAddress? address))
            return Plain(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? BitsOfIpv4 : BitsOfIpv6));
        return IPNetwork.TryParse(text, out IPNetwork network) && network.PrefixLength > 0 ? Plain(network) : null;
    }

    /// <summary>The server compares an IPv4 address in IPv6's clothes without them.</summary>
    private static IPNetwork? Plain(IPNetwork network)
    {
        const int clothes = BitsOfIpv6 - BitsOfIpv4;
        return !network.BaseAddress.IsIPv4MappedToIPv6 ? network
            : network.PrefixLength > clothes ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - clothes)
            : null;
    }
}
