using System.Text;
using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

// Long because every type that is read has its line in each getter that takes it.
/// <summary>A column of a result and, while a chunk is attached, the memory that its values stand in. Rows are the caller's to check.</summary>
internal sealed unsafe class DuckDbVector
{
    private const int InPlace = 12;
    private const byte MostPlaces = 28;
    private readonly ResultHandle _result;
    private readonly DuckDbType _type;
    private readonly DuckDbType _storage;
    private readonly byte _scale;
    private byte* _data;
    private ulong* _validity;

    /// <summary>Describes a column of the result.</summary>
    public DuckDbVector(ResultHandle result, ulong column)
    {
        _result = result;
        nint nativeType = NativeMethods.ColumnType(result, column);
        _type = _storage = NativeMethods.TypeId(nativeType);
        if (_type == DuckDbType.Decimal)
        {
            (_storage, _scale) = (NativeMethods.DecimalStorage(nativeType), NativeMethods.DecimalScale(nativeType));
        }
        Definition = DuckDbColumn.From(NativeMethods.Text(NativeMethods.ColumnName(result, column))!, nativeType);
    }

    /// <summary>Name and type.</summary>
    public DuckDbColumn Definition { get; }

    /// <summary>Points to the memory of the next chunk.</summary>
    public void Attach(nint vector)
    {
        _data = NativeMethods.VectorData(vector);
        _validity = NativeMethods.VectorValidity(vector);
    }

    /// <summary>Whether the row's value is null.</summary>
    public bool IsNull(long row)
    {
        bool isNull = _validity != null && ((_validity[row >> 6] >> (int)(row & 63)) & 1) == 0;
        GC.KeepAlive(_result);
        return isNull;
    }

    /// <summary>The row's value of BOOLEAN.</summary>
    public bool Boolean(long row) => _type == DuckDbType.Boolean ? At<byte>(row) != 0 : throw Refused();

    /// <summary>The row's value of INTEGER or smaller.</summary>
    public int Int32(long row) =>
        _type switch
        {
            DuckDbType.Integer => At<int>(row),
            DuckDbType.SmallInt => At<short>(row),
            DuckDbType.TinyInt => At<sbyte>(row),
            DuckDbType.UTinyInt => At<byte>(row),
            DuckDbType.USmallInt => At<ushort>(row),
            _ => throw Refused(),
        };

    /// <summary>The row's value of any integer.</summary>
    public long Int64(long row) =>
        _type switch
        {
            DuckDbType.BigInt => At<long>(row),
            DuckDbType.Integer => At<int>(row),
            DuckDbType.UInteger => At<uint>(row),
            DuckDbType.UBigInt or DuckDbType.HugeInt => WholeNumber(row) is var number && number == (long)number
                ? (long)number
                : throw Overflow(number),
            DuckDbType.SmallInt or DuckDbType.TinyInt or DuckDbType.UTinyInt or DuckDbType.USmallInt => Int32(row),
            _ => throw Refused(),
        };

    /// <summary>The row's value of DOUBLE, FLOAT, INTEGER or smaller.</summary>
    public double Double(long row) =>
        _type switch
        {
            DuckDbType.Double => At<double>(row),
            DuckDbType.Float => At<float>(row),
            DuckDbType.Integer or DuckDbType.SmallInt or DuckDbType.TinyInt or DuckDbType.UTinyInt or DuckDbType.USmallInt => Int32(row),
            _ => throw Refused(),
        };

    /// <summary>The row's value of DECIMAL or any integer.</summary>
    public decimal Decimal(long row) => _type == DuckDbType.Decimal ? Scaled(Unscaled(row)) : Scaled(WholeNumber(row));

    /// <summary>The row's value of VARCHAR.</summary>
    public string String(long row)
    {
        if (_type != DuckDbType.Varchar)
        {
            throw Refused();
        }
        ThrowIfNull(row);
        // duckdb_string_t: the length, then up to 12 bytes in place, or 4 of them and a pointer to all.
        byte* text = _data + (row * 16);
        int length = *(int*)text;
        string value = Encoding.UTF8.GetString(length <= InPlace ? text + 4 : *(byte**)(text + 8), length);
        GC.KeepAlive(_result);
        return value;
    }

    /// <summary>The row's value of DATE.</summary>
    public DateOnly Date(long row) =>
        _type == DuckDbType.Date ? EpochTime.Date(At<int>(row)) ?? throw Overflow("this date") : throw Refused();

    /// <summary>The row's value of TIMESTAMP or TIMESTAMP WITH TIME ZONE.</summary>
    public DateTime Timestamp(long row) =>
        _type is DuckDbType.Timestamp or DuckDbType.TimestampTz
            ? EpochTime.Moment(At<long>(row)) ?? throw Overflow("this time")
            : throw Refused();

    /// <summary>The row's value of any type that the other methods read, or null.</summary>
    public object? Value(long row)
    {
        if (IsNull(row))
        {
            return null;
        }
        return _type switch
        {
            DuckDbType.Boolean => Boolean(row),
            DuckDbType.Integer or DuckDbType.SmallInt or DuckDbType.TinyInt or DuckDbType.UTinyInt or DuckDbType.USmallInt => Int32(row),
            DuckDbType.BigInt or DuckDbType.UInteger => Int64(row),
            DuckDbType.HugeInt or DuckDbType.UBigInt or DuckDbType.Decimal => Decimal(row),
            DuckDbType.Double or DuckDbType.Float => Double(row),
            DuckDbType.Varchar => String(row),
            DuckDbType.Date => Date(row),
            DuckDbType.Timestamp or DuckDbType.TimestampTz => Timestamp(row),
            _ => throw Refused(),
        };
    }

    private Int128 WholeNumber(long row) =>
        _type switch
        {
            DuckDbType.HugeInt => At<Int128>(row),
            DuckDbType.UBigInt => At<ulong>(row),
            _ => Int64(row),
        };

    private Int128 Unscaled(long row) =>
        _storage switch
        {
            DuckDbType.SmallInt => At<short>(row),
            DuckDbType.Integer => At<int>(row),
            DuckDbType.BigInt => At<long>(row),
            _ => At<Int128>(row),
        };

    private decimal Scaled(Int128 number)
    {
        UInt128 magnitude = (UInt128)(number < 0 ? -number : number);
        return magnitude >> 96 == 0 && _scale <= MostPlaces
            ? new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), number < 0, _scale)
            : throw Overflow(number);
    }

    private T At<T>(long row)
        where T : unmanaged
    {
        ThrowIfNull(row);
        T value = ((T*)_data)[row];
        // The memory is the result's: it must not be collected between the look at the pointer and the look behind it.
        GC.KeepAlive(_result);
        return value;
    }

    private void ThrowIfNull(long row)
    {
        if (IsNull(row))
        {
            throw new InvalidOperationException($"Column {Definition.Name} is null here");
        }
    }

    private InvalidCastException Refused() =>
        new($"Column {Definition.Name} is of the SQL type {Definition.SqlType}, which is not read like this; cast it in the SQL");

    private OverflowException Overflow(object value) =>
        new($"Column {Definition.Name}: {value} does not fit the .NET type; cast it in the SQL");
}
