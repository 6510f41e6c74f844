namespace C360.Infrastructure.Spark.Arrow;

/// <summary>A column of a stream, or what is inside of one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
internal sealed record ArrowField(string Name, ArrowKind Kind)
{
    /// <summary>Of a decimal: how many digits.</summary>
    public int Precision { get; init; }

    /// <summary>Of a decimal: how many of them are places.</summary>
    public int Scale { get; init; }

    /// <summary>Of a timestamp: null for one without a zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Of timestamps and durations: units a second, 1 to 1,000,000,000.</summary>
    public long UnitsPerSecond { get; init; } = 1_000_000;

    /// <summary>Of lists, structures and maps: what is inside.</summary>
    public IReadOnlyList<ArrowField> Children { get; init; } = [];

    /// <summary>The type as Spark writes it.</summary>
    public string SparkType =>
        Kind switch
        {
            ArrowKind.Null => "void",
            ArrowKind.Bool => "boolean",
            ArrowKind.Int8 => "tinyint",
            ArrowKind.Int16 => "smallint",
            ArrowKind.Int32 => "int",
            ArrowKind.Int64 => "bigint",
            ArrowKind.Float => "float",
            ArrowKind.Double => "double",
            ArrowKind.Decimal128 => $"decimal({Precision},{Scale})",
            ArrowKind.Utf8 or ArrowKind.LargeUtf8 => "string",
            ArrowKind.Binary or ArrowKind.LargeBinary => "binary",
            ArrowKind.Date32 => "date",
            ArrowKind.Timestamp => TimeZone is null ? "timestamp_ntz" : "timestamp",
            ArrowKind.Duration => "interval day to second",
            ArrowKind.IntervalMonths => "interval year to month",
            ArrowKind.List => $"array<{Children[0].SparkType}>",
            ArrowKind.Map => $"map<{Children[0].Children[0].SparkType},{Children[0].Children[1].SparkType}>",
            _ => $"struct<{string.Join(',', Children.Select(child => $"{child.Name}:{child.SparkType}"))}>",
        };

    /// <summary>Bytes of a value; 0 for those that are bits, of no fixed length, or inside of the children.</summary>
    public int Width =>
        Kind switch
        {
            ArrowKind.Int8 => 1,
            ArrowKind.Int16 => 2,
            ArrowKind.Int32 or ArrowKind.Float or ArrowKind.Date32 or ArrowKind.IntervalMonths => 4,
            ArrowKind.Int64 or ArrowKind.Double or ArrowKind.Timestamp or ArrowKind.Duration => 8,
            ArrowKind.Decimal128 => 16,
            _ => 0,
        };

    /// <summary>Bytes of an offset; 0 for values that have none.</summary>
    public int OffsetWidth =>
        Kind switch
        {
            ArrowKind.Utf8 or ArrowKind.Binary or ArrowKind.List or ArrowKind.Map => 4,
            ArrowKind.LargeUtf8 or ArrowKind.LargeBinary => 8,
            _ => 0,
        };

    /// <summary>Whether another is the same, also inside; records compare lists by reference.</summary>
    public bool Equals(ArrowField? other) =>
        other is not null
        && (Name, Kind, Precision, Scale, TimeZone, UnitsPerSecond)
            == (other.Name, other.Kind, other.Precision, other.Scale, other.TimeZone, other.UnitsPerSecond)
        && Children.SequenceEqual(other.Children);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Children.Count);
}
