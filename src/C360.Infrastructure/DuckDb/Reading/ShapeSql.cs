using C360.Domain.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>The expression that makes a column's value of what a file holds; null for what cannot be read.</summary>
internal static class ShapeSql
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

    /// <summary>The value of a raw one.</summary>
    /// <param name="shape">The column's shape.</param>
    /// <param name="raw">The raw value.</param>
    /// <param name="type">Its type in the file.</param>
    /// <param name="tidy">Whether text may have blanks around it, or be empty.</param>
    public static string Value(ColumnShape shape, string raw, string type, bool tidy) =>
        (shape, type) switch
        {
            (ColumnShape.Text, FileColumn.Text) => tidy ? $"c360_text({raw})" : raw,
            (ColumnShape.Text, _) => FileColumn.IsNested(type) ? "CAST(NULL AS VARCHAR)" : $"CAST({raw} AS VARCHAR)",
            (_, FileColumn.Text) => $"{Macro(shape)}({raw})",
            (ColumnShape.WholeNumber or ColumnShape.Money or ColumnShape.Weight, _) => Number(shape, raw, type),
            _ => Moment(shape, raw, type),
        };

    /// <summary>Whether a raw value can be there and yet not be read.</summary>
    public static bool CanFail(ColumnShape shape, string type) =>
        shape is ColumnShape.Date or ColumnShape.Timestamp
        || (shape == ColumnShape.Text ? FileColumn.IsNested(type) : type != TypeOf(shape));

    /// <summary>Whether there is a raw value.</summary>
    public static string IsGiven(string raw, string type) =>
        type == FileColumn.Text ? $"c360_text({raw}) IS NOT NULL" : $"{raw} IS NOT NULL";

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
        string target = TypeOf(shape);
        return type switch
        {
            _ when type == target => raw,
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" =>
                $"TRY_CAST({raw} AS {target})",
            "FLOAT" or "DOUBLE" when shape == ColumnShape.WholeNumber => Whole(shape, raw, $"TRY_CAST(CAST({raw} AS DOUBLE) AS {target})"),
            "FLOAT" or "DOUBLE" =>
                $"TRY_CAST(ROUND(TRY_CAST(CAST({raw} AS DOUBLE) AS DECIMAL({Wide(shape)})), {Places(shape)}) AS {target})",
            _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => Whole(shape, raw, $"TRY_CAST({raw} AS {target})"),
            _ => $"CAST(NULL AS {target})",
        };
    }

    private static string Wide(ColumnShape shape) => shape == ColumnShape.Money ? "18, 6" : "24, 6";

    private static int Places(ColumnShape shape) => shape == ColumnShape.Money ? 2 : 3;

    private static string Whole(ColumnShape shape, string raw, string cast) =>
        shape == ColumnShape.WholeNumber ? $"CASE WHEN {raw} = trunc({raw}) THEN {cast} END" : cast;

    private static string Moment(ColumnShape shape, string raw, string type)
    {
        string target = TypeOf(shape);
        bool known = type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
        // The session's time zone is UTC, so a moment with a zone becomes one of UTC.
        return known ? $"c360_in_calendar(TRY_CAST({raw} AS {target}))" : $"CAST(NULL AS {target})";
    }
}
