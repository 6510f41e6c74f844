using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>The types of values by their shapes, as the embedded engine names them.</summary>
internal static class ShapeTypes
{
    /// <summary>The type that models see.</summary>
    public static string TypeOf(ColumnShape shape) =>
        shape switch
        {
            ColumnShape.Text => "VARCHAR",
            ColumnShape.WholeNumber => "INTEGER",
            ColumnShape.Money => "DECIMAL(12,2)",
            ColumnShape.Weight => "DECIMAL(18,3)",
            ColumnShape.Date => "DATE",
            _ => "TIMESTAMP",
        };

    /// <summary>Whether a raw value can be there and yet not be read.</summary>
    public static bool CanFail(ColumnShape shape, string type) =>
        shape is ColumnShape.Date or ColumnShape.Timestamp
        || (shape == ColumnShape.Text ? FileColumn.IsNested(type) : type != TypeOf(shape));

    /// <summary>The type with six places to which a DOUBLE is brought before it is rounded.</summary>
    public static string Wide(ColumnShape shape) => shape == ColumnShape.Money ? "DECIMAL(18, 6)" : "DECIMAL(24, 6)";

    /// <summary>The places of a decimal number.</summary>
    public static int Places(ColumnShape shape) => shape == ColumnShape.Money ? 2 : 3;
}
