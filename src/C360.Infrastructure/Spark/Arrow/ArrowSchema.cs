namespace C360.Infrastructure.Spark.Arrow;

/// <summary>Reads the schema that a stream begins with (Schema.fbs of the format).</summary>
internal sealed class ArrowSchema
{
    private const int DeepestNesting = 64;

    /// <summary>The least that a field takes. Tables may be referred to more than once, so a small message could tell of any number.</summary>
    private const int LeastBytes = 16;

    private int bytesLeft;

    private ArrowSchema(int bytes) => bytesLeft = bytes;

    /// <summary>The columns.</summary>
    public static ArrowField[] Read(FlatTable schema) =>
        schema.Int16(0) == 0
            ? new ArrowSchema(schema.MessageLength).Fields(schema, 1, 0)
            : throw new ArrowFormatException("The stream is big-endian.");

    private ArrowField[] Fields(FlatTable table, int vector, int depth)
    {
        if (depth > DeepestNesting)
            throw new ArrowFormatException("The schema is nested too deeply.");

        int count = table.Count(vector);
        Spend((long)count * LeastBytes);
        ArrowField[] fields = new ArrowField[count];
        for (int i = 0; i < count; i++)
            fields[i] = Field(table.TableAt(vector, i), depth);
        return fields;
    }

    private ArrowField Field(FlatTable field, int depth)
    {
        string name = field.Text(0) ?? "";
        Spend(name.Length);
        if (field.Table(4) is not null)
            throw new ArrowFormatException($"The column {name} is encoded by a dictionary.");

        FlatTable type = field.Table(3) ?? throw new ArrowFormatException($"The column {name} has no type.");
        ArrowField[] children = Fields(field, 5, depth + 1);
        ArrowField typed = Typed(new ArrowField(name, ArrowKind.Null) { Children = children }, field.Byte(2), type);
        bool fits = typed.Kind switch
        {
            ArrowKind.List => children.Length == 1,
            ArrowKind.Map => children is [{ Kind: ArrowKind.Struct, Children.Count: 2 }],
            ArrowKind.Struct => true,
            _ => children.Length == 0,
        };
        return fits ? typed : throw new ArrowFormatException($"The column {name} has other children than its type.");
    }

    /// <summary>The numbers are those of the union Type.</summary>
    private ArrowField Typed(ArrowField field, byte union, FlatTable type) =>
        union switch
        {
            1 => field,
            2 when Integer(type) is { } kind => field with { Kind = kind },
            3 when type.Int16(0) == 1 => field with { Kind = ArrowKind.Float },
            3 when type.Int16(0) == 2 => field with { Kind = ArrowKind.Double },
            4 => field with { Kind = ArrowKind.Binary },
            5 => field with { Kind = ArrowKind.Utf8 },
            6 => field with { Kind = ArrowKind.Bool },
            7 when type.Int32(2, 128) == 128 => Decimal(field, type.Int32(0), type.Int32(1)),
            8 when type.Int16(0, 1) == 0 => field with { Kind = ArrowKind.Date32 },
            10 => Timestamp(field, type),
            11 when type.Int16(0) == 0 => field with { Kind = ArrowKind.IntervalMonths },
            12 => field with { Kind = ArrowKind.List },
            13 => field with { Kind = ArrowKind.Struct },
            17 => field with { Kind = ArrowKind.Map },
            18 => field with { Kind = ArrowKind.Duration, UnitsPerSecond = Units(field, type.Int16(0, 1)) },
            19 => field with { Kind = ArrowKind.LargeBinary },
            20 => field with { Kind = ArrowKind.LargeUtf8 },
            _ => throw new ArrowFormatException($"The column {field.Name} is of an Arrow type that is not read here, number {union}."),
        };

    private static ArrowKind? Integer(FlatTable type) =>
        (type.Int32(0), type.Byte(1) != 0) switch
        {
            (8, true) => ArrowKind.Int8,
            (16, true) => ArrowKind.Int16,
            (32, true) => ArrowKind.Int32,
            (64, true) => ArrowKind.Int64,
            _ => null,
        };

    private static ArrowField Decimal(ArrowField field, int precision, int scale) =>
        precision is > 0 and <= 38 && scale >= 0 && scale <= precision
            ? field with
            {
                Kind = ArrowKind.Decimal128,
                Precision = precision,
                Scale = scale,
            }
            : throw new ArrowFormatException($"The column {field.Name} is a decimal of {precision} digits with {scale} places.");

    private ArrowField Timestamp(ArrowField field, FlatTable type)
    {
        string? zone = type.Text(1);
        Spend(zone?.Length ?? 0);
        return field with { Kind = ArrowKind.Timestamp, UnitsPerSecond = Units(field, type.Int16(0)), TimeZone = zone };
    }

    private static long Units(ArrowField field, short unit) =>
        unit switch
        {
            0 => 1,
            1 => 1_000,
            2 => 1_000_000,
            3 => 1_000_000_000,
            _ => throw new ArrowFormatException($"The column {field.Name} has a unit of time that is not known, number {unit}."),
        };

    private void Spend(long bytes)
    {
        bytesLeft = (int)Math.Max(bytesLeft - bytes, -1);
        if (bytesLeft < 0)
            throw new ArrowFormatException("The schema tells of more fields than it has bytes for.");
    }
}
