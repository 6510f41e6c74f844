using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

/// <summary>duckdb_decimal: an unscaled number of up to 38 digits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal
{
    private const byte Most64BitDigits = 18;
    private const byte MostDigits = 38;
    private const ulong TenTo18 = 1_000_000_000_000_000_000;

    private readonly byte _width;
    private readonly byte _scale;
    private readonly ulong _lower;
    private readonly long _upper;

    /// <summary>The same number; DECIMAL(18, scale) when that holds it, which DuckDB computes in 64 bits, otherwise DECIMAL(38, scale).</summary>
    public NativeDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        UInt128 magnitude = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        UInt128 number = decimal.IsNegative(value) ? (UInt128)(-(Int128)magnitude) : magnitude;
        _scale = value.Scale;
        _width = magnitude < TenTo18 && _scale <= Most64BitDigits ? Most64BitDigits : MostDigits;
        _lower = (ulong)number;
        _upper = (long)(ulong)(number >> 64);
    }
}
