using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="SqlType">Its type as SQL writes it: <c>DECIMAL(18,2)</c>, <c>TIMESTAMP</c>.</param>
internal sealed record DuckDbColumn(string Name, DuckDbType Type, string SqlType)
{
    /// <summary>The column of this name and native type, which is destroyed.</summary>
    internal static DuckDbColumn From(string name, nint nativeType)
    {
        DuckDbType type = NativeMethods.TypeId(nativeType);
        string sqlType = type switch
        {
            DuckDbType.Decimal => $"DECIMAL({NativeMethods.DecimalWidth(nativeType)},{NativeMethods.DecimalScale(nativeType)})",
            DuckDbType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
            _ => type.ToString().ToUpperInvariant(),
        };
        NativeMethods.DestroyType(ref nativeType);
        return new DuckDbColumn(name, type, sqlType);
    }
}
