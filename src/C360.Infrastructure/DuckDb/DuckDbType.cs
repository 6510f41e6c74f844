namespace C360.Infrastructure.DuckDb;

/// <summary>DuckDB's types under the numbers of duckdb_type. Those that <see cref="DuckDbReader"/> does not read are to be cast in the SQL.</summary>
internal enum DuckDbType
{
    /// <summary>No type: that of a column that waits for a parameter's type.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN.</summary>
    Boolean = 1,

    /// <summary>TINYINT, 8 bits.</summary>
    TinyInt = 2,

    /// <summary>SMALLINT, 16 bits.</summary>
    SmallInt = 3,

    /// <summary>INTEGER, 32 bits.</summary>
    Integer = 4,

    /// <summary>BIGINT, 64 bits.</summary>
    BigInt = 5,

    /// <summary>UTINYINT, 8 bits without sign.</summary>
    UTinyInt = 6,

    /// <summary>USMALLINT, 16 bits without sign.</summary>
    USmallInt = 7,

    /// <summary>UINTEGER, 32 bits without sign.</summary>
    UInteger = 8,

    /// <summary>UBIGINT, 64 bits without sign.</summary>
    UBigInt = 9,

    /// <summary>FLOAT, 32 bits.</summary>
    Float = 10,

    /// <summary>DOUBLE, 64 bits.</summary>
    Double = 11,

    /// <summary>TIMESTAMP, microseconds without a zone; UTC by this house's rule.</summary>
    Timestamp = 12,

    /// <summary>DATE.</summary>
    Date = 13,

    /// <summary>TIME; not read.</summary>
    Time = 14,

    /// <summary>INTERVAL; not read.</summary>
    Interval = 15,

    /// <summary>HUGEINT, 128 bits: what SUM of integers gives.</summary>
    HugeInt = 16,

    /// <summary>VARCHAR.</summary>
    Varchar = 17,

    /// <summary>BLOB; not read.</summary>
    Blob = 18,

    /// <summary>DECIMAL, up to 38 digits.</summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S; not read.</summary>
    TimestampSeconds = 20,

    /// <summary>TIMESTAMP_MS; not read.</summary>
    TimestampMilliseconds = 21,

    /// <summary>TIMESTAMP_NS; not read.</summary>
    TimestampNanoseconds = 22,

    /// <summary>ENUM; not read.</summary>
    Enum = 23,

    /// <summary>A list; not read.</summary>
    List = 24,

    /// <summary>STRUCT; not read.</summary>
    Struct = 25,

    /// <summary>MAP; not read.</summary>
    Map = 26,

    /// <summary>UUID; not read.</summary>
    Uuid = 27,

    /// <summary>TIMESTAMP WITH TIME ZONE: microseconds, UTC.</summary>
    TimestampTz = 31,
}
