using System.Buffers.Binary;
using System.Net;

namespace C360.WebApi.Http;

/// <summary>By whom requests are counted: a key, or an address.</summary>
/// <param name="KeyId">The key's id; null without a good one.</param>
/// <param name="Network">The address; of IPv6 the first half, because a client has a whole /64 to choose from.</param>
/// <param name="Failed">Whether failed credentials are counted.</param>
internal readonly record struct Sender(string? KeyId, UInt128 Network, bool Failed)
{
    private const int Bytes = 16;
    private const int NetworkBytes = 8;

    /// <summary>Whoever has a good key counts by it, everybody else by the address.</summary>
    /// <param name="caller">The caller; null while access is open.</param>
    /// <param name="address">The address; IPv4 in either form is the same.</param>
    public static Sender Of(Caller? caller, IPAddress? address) =>
        caller?.Key is { } key ? new Sender(key.Id, default, Failed: false) : new Sender(null, NetworkOf(address), Failed: false);

    /// <summary>Whoever fails counts by the address.</summary>
    /// <param name="address">The address.</param>
    public static Sender OfFailures(IPAddress? address) => new(null, NetworkOf(address), Failed: true);

    private static UInt128 NetworkOf(IPAddress? address)
    {
        if (address is null)
            return default;
        Span<byte> bytes = stackalloc byte[Bytes];
        IPAddress six = address.MapToIPv6();
        six.TryWriteBytes(bytes, out _);
        if (!six.IsIPv4MappedToIPv6)
            bytes[NetworkBytes..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
