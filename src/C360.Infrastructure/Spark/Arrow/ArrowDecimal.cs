using System.Globalization;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>Decimals of up to 38 digits, of which <see cref="decimal"/> holds 28.</summary>
internal static class ArrowDecimal
{
    private const int MostPlaces = 28;

    private static readonly UInt128 Largest = (UInt128.One << 96) - 1;

    /// <summary>The value with its places; with fewer when only zeros are lost and it would not fit otherwise.</summary>
    public static bool TryRead(Int128 unscaled, int scale, out decimal value)
    {
        UInt128 digits = Magnitude(unscaled);
        while (digits > Largest || scale > MostPlaces)
        {
            (UInt128 fewer, UInt128 last) = UInt128.DivRem(digits, 10);
            if (last != 0 || scale == 0)
            {
                value = 0;
                return false;
            }

            (digits, scale) = (fewer, scale - 1);
        }

        value = unchecked(new decimal((int)digits, (int)(digits >> 32), (int)(digits >> 64), unscaled < 0, (byte)scale));
        return true;
    }

    /// <summary>The value, as text when it does not fit.</summary>
    public static object Value(Int128 unscaled, int scale) => TryRead(unscaled, scale, out decimal value) ? value : Text(unscaled, scale);

    private static string Text(Int128 unscaled, int scale)
    {
        string digits = Magnitude(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static UInt128 Magnitude(Int128 unscaled) => unchecked((UInt128)(unscaled < 0 ? -unscaled : unscaled));
}
