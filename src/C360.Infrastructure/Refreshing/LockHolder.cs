using System.Globalization;
using System.Text;
using System.Text.Json;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Refreshing;

/// <summary>What stands in the lock's file while somebody refreshes.</summary>
/// <param name="Host">The holder's machine, as people call it.</param>
/// <param name="Machine">Which system that is: containers on one have names of their own, but share its locks.</param>
/// <param name="ProcessId">The holder's process.</param>
/// <param name="RefreshId">What it runs.</param>
/// <param name="Token">Tells this hold from any other.</param>
/// <param name="Heartbeat">When the holder last gave a sign of life, by its own clock.</param>
internal sealed record LockHolder(string Host, string Machine, int ProcessId, string RefreshId, string Token, DateTimeOffset Heartbeat)
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>This system: on Linux the kernel's own name for its present run.</summary>
    public static string ThisMachine { get; } = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : Environment.MachineName;

    /// <summary>A new hold of this process.</summary>
    /// <param name="refreshId">What it runs.</param>
    /// <param name="now">The moment.</param>
    public static LockHolder Me(string refreshId, DateTimeOffset now) =>
        new(Environment.MachineName, ThisMachine, Environment.ProcessId, refreshId, Guid.NewGuid().ToString("N"), now);

    /// <summary>Reads a holder; null when the text names none.</summary>
    /// <param name="text">As <see cref="ToBytes"/> wrote it, or anything.</param>
    public static LockHolder? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(text.TrimEnd(" \n\0"u8), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The holder as a line of a fixed length, so that one written over another leaves nothing of it.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Json).PadRight(RefreshLock.ContentLength - 1) + "\n");

    /// <summary>What others are told.</summary>
    public RefreshOwner Owner => new(Host, ProcessId);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId} on {Host}");
}
