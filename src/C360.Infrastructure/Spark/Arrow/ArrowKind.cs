namespace C360.Infrastructure.Spark.Arrow;

/// <summary>Arrow's types, as far as Spark uses them.</summary>
internal enum ArrowKind
{
    /// <summary>Nothing but nulls.</summary>
    Null,

    /// <summary>One bit.</summary>
    Bool,

    /// <summary>8 bits.</summary>
    Int8,

    /// <summary>16 bits.</summary>
    Int16,

    /// <summary>32 bits.</summary>
    Int32,

    /// <summary>64 bits.</summary>
    Int64,

    /// <summary>32 bits.</summary>
    Float,

    /// <summary>64 bits.</summary>
    Double,

    /// <summary>An integer of 128 bits, of which the last digits are places.</summary>
    Decimal128,

    /// <summary>Text, with offsets of 32 bits.</summary>
    Utf8,

    /// <summary>Text, with offsets of 64 bits.</summary>
    LargeUtf8,

    /// <summary>Bytes, with offsets of 32 bits.</summary>
    Binary,

    /// <summary>Bytes, with offsets of 64 bits.</summary>
    LargeBinary,

    /// <summary>Days since 1970.</summary>
    Date32,

    /// <summary>Time since 1970.</summary>
    Timestamp,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>Months, 32 bits.</summary>
    IntervalMonths,

    /// <summary>Values of the one child.</summary>
    List,

    /// <summary>One value of each child.</summary>
    Struct,

    /// <summary>A list of structures of a key and a value.</summary>
    Map,
}
