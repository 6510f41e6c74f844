using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>The expression that makes a column's value of what a file holds; null for what cannot be read.</summary>
/// <param name="tidy">Whether text may have blanks around it, or be empty.</param>
internal sealed class ShapeSql(bool tidy) : IShapes
{
    /// <inheritdoc/>
    public string Value(ColumnShape shape, string raw, string type) =>
        (shape, type) switch
        {
            (ColumnShape.Text, FileColumn.Text) => tidy ? $"c360_text({raw})" : raw,
            (ColumnShape.Text, _) => FileColumn.IsNested(type) ? "CAST(NULL AS VARCHAR)" : $"CAST({raw} AS VARCHAR)",
            (_, FileColumn.Text) => $"{Macro(shape)}({raw})",
            (ColumnShape.WholeNumber or ColumnShape.Money or ColumnShape.Weight, _) => Number(shape, raw, type),
            _ => Moment(shape, raw, type),
        };

    /// <inheritdoc/>
    public string IsGiven(string raw, string type) => type == FileColumn.Text ? $"c360_text({raw}) IS NOT NULL" : $"{raw} IS NOT NULL";

    private static string Macro(ColumnShape shape) =>
        shape switch
        {
            ColumnShape.WholeNumber => "c360_whole",
            ColumnShape.Money => "c360_money",
            ColumnShape.Weight => "c360_weight",
            ColumnShape.Date => "c360_date",
            _ => "c360_timestamp",
        };

    // Typed columns are taken as they are; a fraction in a column of whole numbers is not one. DOUBLE is rounded as it is written: 1.005 is stored
    // as 1.00499…, so first it becomes a decimal of more places.
    private static string Number(ColumnShape shape, string raw, string type)
    {
        string target = ShapeTypes.TypeOf(shape);
        return type switch
        {
            _ when type == target => raw,
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" =>
                $"TRY_CAST({raw} AS {target})",
            "FLOAT" or "DOUBLE" when shape == ColumnShape.WholeNumber => Whole(shape, raw, $"TRY_CAST(CAST({raw} AS DOUBLE) AS {target})"),
            "FLOAT" or "DOUBLE" =>
                $"TRY_CAST(ROUND(TRY_CAST(CAST({raw} AS DOUBLE) AS {ShapeTypes.Wide(shape)}), {ShapeTypes.Places(shape)}) AS {target})",
            _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => Whole(shape, raw, $"TRY_CAST({raw} AS {target})"),
            _ => $"CAST(NULL AS {target})",
        };
    }

    private static string Whole(ColumnShape shape, string raw, string cast) =>
        shape == ColumnShape.WholeNumber ? $"CASE WHEN {raw} = trunc({raw}) THEN {cast} END" : cast;

    private static string Moment(ColumnShape shape, string raw, string type)
    {
        string target = ShapeTypes.TypeOf(shape);
        bool known = type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
        // The session's time zone is UTC, so a moment with a zone becomes one of UTC.
        return known ? $"c360_in_calendar(TRY_CAST({raw} AS {target}))" : $"CAST(NULL AS {target})";
    }
}
