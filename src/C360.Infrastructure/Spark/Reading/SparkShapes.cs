using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>
/// How Spark reads values: by their shape first, because TRY_CAST alone is lenient (it takes <c>today</c> for a date and <c>10:11:12</c> for a moment of it). Raw texts are
/// tidy: without blanks around them, null when nothing is left.
/// </summary>
internal sealed class SparkShapes : IShapes
{
    private const string Blanks = "' ' || chr(9) || chr(10) || chr(13)";

    /// <summary>A text without blanks around it; null when nothing is left.</summary>
    public static string Tidy(string raw) => $"NULLIF({Trimmed(raw)}, '')";

    /// <summary>A text without blanks around it.</summary>
    public static string Trimmed(string raw) => $"TRIM(BOTH {Blanks} FROM {raw})";

    /// <summary>
    /// The text of a value that is none. Of whole numbers in FLOAT and DOUBLE it is that of the embedded engine: Spark alone writes 1.0000001E7 for 10000001.0. (By way of its own
    /// text, because a FLOAT has fewer digits than the whole number that is nearest to it. Zero may be negative.)
    /// </summary>
    public static string Spelled(string raw, string type)
    {
        string text = $"CAST({raw} AS STRING)";
        return type is "FLOAT" or "DOUBLE"
            ? $"CASE WHEN {raw} = FLOOR({raw}) AND ABS({raw}) >= 1 AND ABS({raw}) < 1000000000000000 "
                + $"THEN CAST(CAST(CAST({text} AS DOUBLE) AS BIGINT) AS STRING) || '.0' ELSE {text} END"
            : text;
    }

    /// <summary>The type that models see, in Spark's spelling.</summary>
    public static string TypeOf(ColumnShape shape) =>
        shape switch
        {
            ColumnShape.Text => "STRING",
            ColumnShape.WholeNumber => "INT",
            _ => ShapeTypes.TypeOf(shape),
        };

    /// <inheritdoc/>
    public string Value(ColumnShape shape, string raw, string type) =>
        (shape, type) switch
        {
            (ColumnShape.Text, FileColumn.Text) => raw,
            (ColumnShape.Text, _) => FileColumn.IsNested(type) ? "CAST(NULL AS STRING)" : Spelled(raw, type),
            (_, FileColumn.Text) => Read(shape, raw),
            (ColumnShape.WholeNumber or ColumnShape.Money or ColumnShape.Weight, _) => Number(shape, raw, type),
            _ => type is "DATE" or "TIMESTAMP" ? InCalendar(shape, $"CAST({raw} AS {TypeOf(shape)})") : $"CAST(NULL AS {TypeOf(shape)})",
        };

    /// <inheritdoc/>
    public string IsGiven(string raw, string type) => $"{raw} IS NOT NULL";

    private static string Read(ColumnShape shape, string raw) =>
        shape switch
        {
            ColumnShape.WholeNumber => Shaped(raw, ShapePatterns.Whole, $"TRY_CAST({raw} AS INT)"),
            ColumnShape.Money => Shaped(raw, ShapePatterns.Money, $"TRY_CAST({raw} AS DECIMAL(12, 2))"),
            ColumnShape.Weight => Shaped(raw, ShapePatterns.Weight, $"TRY_CAST({raw} AS DECIMAL(18, 3))"),
            ColumnShape.Date => Shaped(raw, ShapePatterns.Day, $"TRY_CAST({raw} AS DATE)"),
            _ => Shaped(raw, $"{ShapePatterns.Moment}{ShapePatterns.Zone}?", InCalendar(shape, $"TRY_CAST({InFull(raw)} AS TIMESTAMP)")),
        };

    // \z, because $ lets a line end through.
    private static string Shaped(string raw, string shape, string value) => $@"CASE WHEN {raw} RLIKE r'^(?:{shape})\z' THEN {value} END";

    // Spark reads no zone behind a day or behind minutes.
    private static string InFull(string raw) =>
        $"CASE WHEN SUBSTR({raw}, 11, 1) IN ('', 'Z', '+', '-') THEN SUBSTR({raw}, 1, 10) || ' 00:00:00' || SUBSTR({raw}, 11) "
        + $"WHEN SUBSTR({raw}, 17, 1) IN ('', 'Z', '+', '-') THEN SUBSTR({raw}, 1, 16) || ':00' || SUBSTR({raw}, 17) ELSE {raw} END";

    // Years that a DateOnly can hold.
    private static string InCalendar(ColumnShape shape, string value) =>
        shape == ColumnShape.Date
            ? $"CASE WHEN {value} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN {value} END"
            : $"CASE WHEN {value} BETWEEN TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 23:59:59.999999' THEN {value} END";

    // As the embedded engine: a fraction in a column of whole numbers is not one; DOUBLE becomes a decimal of more places before it is rounded.
    private static string Number(ColumnShape shape, string raw, string type)
    {
        string target = TypeOf(shape);
        return type switch
        {
            _ when type == ShapeTypes.TypeOf(shape) => raw,
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" => $"TRY_CAST({raw} AS {target})",
            "FLOAT" or "DOUBLE" when shape == ColumnShape.WholeNumber => Whole(shape, raw, $"TRY_CAST(CAST({raw} AS DOUBLE) AS {target})"),
            "FLOAT" or "DOUBLE" =>
                $"TRY_CAST(ROUND(TRY_CAST(CAST({raw} AS DOUBLE) AS {ShapeTypes.Wide(shape)}), {ShapeTypes.Places(shape)}) AS {target})",
            _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => Whole(shape, raw, $"TRY_CAST({raw} AS {target})"),
            _ => $"CAST(NULL AS {target})",
        };
    }

    private static string Whole(ColumnShape shape, string raw, string cast) =>
        shape == ColumnShape.WholeNumber ? $"CASE WHEN {raw} = FLOOR({raw}) THEN {cast} END" : cast;
}
