using System.Text;

namespace C360.Infrastructure.Spark.Arrow;

internal sealed partial class ArrowColumn
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Whether the value is null.</summary>
    public bool IsNull(int row) => field.Kind == ArrowKind.Null || (!validity.IsEmpty && !Bit(validity, row));

    /// <summary>The value of a BOOLEAN.</summary>
    public bool Boolean(int row) => KindAt(row) == ArrowKind.Bool ? Bit(data, row) : throw No("BOOLEAN");

    /// <summary>The value of an INT or smaller.</summary>
    public int Int32(int row) =>
        KindAt(row) switch
        {
            ArrowKind.Int8 => At<sbyte>(data, row),
            ArrowKind.Int16 => At<short>(data, row),
            ArrowKind.Int32 => At<int>(data, row),
            _ => throw No("INT"),
        };

    /// <summary>The value of any integer.</summary>
    public long Int64(int row) => KindAt(row) == ArrowKind.Int64 ? At<long>(data, row) : Int32(row);

    /// <summary>The value of a DOUBLE, FLOAT, INT or smaller.</summary>
    public double Double(int row) =>
        KindAt(row) switch
        {
            ArrowKind.Double => At<double>(data, row),
            ArrowKind.Float => At<float>(data, row),
            _ => Int32(row),
        };

    /// <summary>The value of a DECIMAL, with its places, or of any integer.</summary>
    public decimal Decimal(int row) =>
        KindAt(row) != ArrowKind.Decimal128 ? Int64(row)
        : ArrowDecimal.TryRead(At<Int128>(data, row), field.Scale, out decimal value) ? value
        : throw new OverflowException($"A value of {field.Name} has more digits than can be held.");

    /// <summary>The value of a STRING. Bytes that are no UTF-8, which Spark lets pass, become U+FFFD.</summary>
    public string String(int row) =>
        KindAt(row) is ArrowKind.Utf8 or ArrowKind.LargeUtf8 ? Encoding.UTF8.GetString(Bytes(row)) : throw No("STRING");

    /// <summary>The value of a DATE.</summary>
    public DateOnly Date(int row)
    {
        if (KindAt(row) != ArrowKind.Date32)
            throw No("DATE");

        long day = (long)At<int>(data, row) + Epoch;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : throw OutsideOfYears();
    }

    /// <summary>The value of a TIMESTAMP, with a zone or without, as UTC.</summary>
    public DateTime Timestamp(int row)
    {
        if (KindAt(row) != ArrowKind.Timestamp)
            throw No("TIMESTAMP");

        Int128 ticks = Ticks(row) + DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc) : throw OutsideOfYears();
    }

    /// <summary>The value of any type, or null. A decimal of too many digits is text.</summary>
    public object? Value(int row) =>
        IsNull(row)
            ? null
            : field.Kind switch
            {
                ArrowKind.Bool => Boolean(row),
                ArrowKind.Int8 => At<sbyte>(data, row),
                ArrowKind.Int16 => At<short>(data, row),
                ArrowKind.Int32 or ArrowKind.IntervalMonths => At<int>(data, row),
                ArrowKind.Int64 => Int64(row),
                ArrowKind.Float => At<float>(data, row),
                ArrowKind.Double => Double(row),
                ArrowKind.Decimal128 => ArrowDecimal.Value(At<Int128>(data, row), field.Scale),
                ArrowKind.Utf8 or ArrowKind.LargeUtf8 => String(row),
                ArrowKind.Binary or ArrowKind.LargeBinary => Bytes(row).ToArray(),
                ArrowKind.Date32 => Date(row),
                ArrowKind.Timestamp => Timestamp(row),
                ArrowKind.Duration => TimeSpan.FromTicks(checked((long)Ticks(row))),
                ArrowKind.List => List(row),
                ArrowKind.Map => Map(row),
                _ => Structure(row),
            };

    private List<object?> List(int row)
    {
        (int start, int end) = Range(row);
        List<object?> items = new(end - start);
        for (int i = start; i < end; i++)
            items.Add(children[0].Value(i));
        return items;
    }

    private Dictionary<object, object?> Map(int row)
    {
        (int start, int end) = Range(row);
        Dictionary<object, object?> map = [];
        for (int i = start; i < end; i++)
        {
            object key =
                children[0].children[0].Value(i) ?? throw new ArrowFormatException($"The map {field.Name} has a key that is null.");
            map[key] = children[0].children[1].Value(i);
        }

        return map;
    }

    private Dictionary<string, object?> Structure(int row)
    {
        Dictionary<string, object?> structure = [];
        foreach (ArrowColumn child in children)
            structure[child.field.Name] = child.Value(row);
        return structure;
    }

    private ReadOnlySpan<byte> Bytes(int row)
    {
        (int start, int end) = Range(row);
        return data.Span[start..end];
    }

    /// <summary>Ticks of a timestamp or duration; what is finer is cut off towards the past.</summary>
    private Int128 Ticks(int row)
    {
        Int128 ticks = (Int128)At<long>(data, row) * TimeSpan.TicksPerSecond;
        Int128 whole = ticks / field.UnitsPerSecond;
        return ticks < 0 && whole * field.UnitsPerSecond != ticks ? whole - 1 : whole;
    }

    private ArrowKind KindAt(int row) => IsNull(row) ? throw new InvalidCastException($"The value of {field.Name} is null.") : field.Kind;

    private InvalidCastException No(string type) =>
        new($"The column {field.Name} is a {field.SparkType}, not a {type}: cast it in the SQL.");

    private OverflowException OutsideOfYears() => new($"A value of {field.Name} is not in the years 1 to 9999.");
}
