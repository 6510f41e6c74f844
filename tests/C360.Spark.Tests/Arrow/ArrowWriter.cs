using System.Globalization;
using System.Numerics;
using System.Text;
using C360.Infrastructure.Spark;
using static C360.Spark.Tests.Arrow.FlatWriter;

namespace C360.Spark.Tests.Arrow;

/// <summary>
/// Writes Arrow streams as Spark does: a schema, a record batch, the end. For servers that are scripted. Types: boolean, tinyint, smallint, int, bigint,
/// float, double, decimal(p,s), string, binary, date, timestamp, timestamp_ntz, void. Integers may be of any .NET type, a decimal also text of 38 digits.
/// </summary>
internal static class ArrowWriter
{
    private const int V5 = 4;

    /// <summary>One stream of one record batch.</summary>
    /// <param name="columns">The columns, with types as Spark writes them.</param>
    /// <param name="rows">The rows, a value or null for every column.</param>
    public static byte[] Write(IReadOnlyList<SparkColumn> columns, IReadOnlyList<object?[]> rows) => WriteBatches(columns, [rows]);

    /// <summary>One stream of several record batches.</summary>
    public static byte[] WriteBatches(IReadOnlyList<SparkColumn> columns, IReadOnlyList<IReadOnlyList<object?[]>> batches) =>
        [.. Message(1, Schema(columns), []), .. batches.SelectMany(rows => Batch(columns, rows)), .. End];

    /// <summary>The mark at the end of a stream.</summary>
    public static byte[] End { get; } = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

    /// <summary>A message: the mark, the length of the header, the header, the body.</summary>
    public static byte[] Message(int type, Table header, byte[] body)
    {
        byte[] bytes = FlatWriter.Write(new Table(new Scalar(V5), new Scalar(type), header, new Scalar(body.Length)));
        return [0xff, 0xff, 0xff, 0xff, .. BitConverter.GetBytes(bytes.Length), .. bytes, .. body];
    }

    /// <summary>The header of a schema.</summary>
    public static Table Schema(IReadOnlyList<SparkColumn> columns) => new(null, new Tables([.. columns.Select(Field)]));

    private static Table Field(SparkColumn column)
    {
        (int union, Table type) = Type(column.Type);
        return new Table(new Text(column.Name), new Scalar(1), new Scalar(union), type, null, new Tables([]));
    }

    /// <summary>The number of a type in the union Type, and its table.</summary>
    private static (int Union, Table Type) Type(string type) =>
        type switch
        {
            "void" => (1, new Table()),
            "tinyint" => (2, new Table(new Scalar(8), new Scalar(1))),
            "smallint" => (2, new Table(new Scalar(16), new Scalar(1))),
            "int" => (2, new Table(new Scalar(32), new Scalar(1))),
            "bigint" => (2, new Table(new Scalar(64), new Scalar(1))),
            "float" => (3, new Table(new Scalar(1))),
            "double" => (3, new Table(new Scalar(2))),
            "binary" => (4, new Table()),
            "string" => (5, new Table()),
            "boolean" => (6, new Table()),
            "date" => (8, new Table(new Scalar(0))),
            "timestamp" => (10, new Table(new Scalar(2), new Text("UTC"))),
            "timestamp_ntz" => (10, new Table(new Scalar(2))),
            _ when type.StartsWith("decimal(", StringComparison.Ordinal) => (
                7,
                new Table(new Scalar(Digits(type)[0]), new Scalar(Digits(type)[1]), new Scalar(128))
            ),
            _ => throw new ArgumentException($"No Arrow type is written for {type}."),
        };

    private static byte[] Batch(IReadOnlyList<SparkColumn> columns, IReadOnlyList<object?[]> rows)
    {
        List<byte> body = [];
        List<(long, long)> nodes = [];
        List<(long, long)> buffers = [];
        for (int i = 0; i < columns.Count; i++)
        {
            object?[] values = [.. rows.Select(row => row[i])];
            nodes.Add((values.Length, values.Count(value => value is null)));
            foreach (byte[] buffer in Buffers(columns[i].Type, values))
            {
                buffers.Add((body.Count, buffer.Length));
                body.AddRange(buffer);
                body.AddRange(new byte[-body.Count & 7]);
            }
        }

        return Message(3, new Table(new Scalar(rows.Count), new Pairs(nodes), new Pairs(buffers)), [.. body]);
    }

    private static IEnumerable<byte[]> Buffers(string type, object?[] values)
    {
        if (type == "void")
            return [];

        byte[] validity = Bits(values, value => value is not null);
        if (type == "boolean")
            return [validity, Bits(values, value => value is true)];
        byte[][] bytes = [.. values.Select(value => Bytes(type, value))];
        if (type is not ("string" or "binary"))
            return [validity, [.. bytes.SelectMany(value => value)]];

        int end = 0;
        int[] offsets = [0, .. bytes.Select(value => end += value.Length)];
        return [validity, [.. offsets.SelectMany(BitConverter.GetBytes)], [.. bytes.SelectMany(value => value)]];
    }

    /// <summary>A null takes the place of a value where those are of one length.</summary>
    private static byte[] Bytes(string type, object? value) =>
        type switch
        {
            "tinyint" => [(byte)Convert.ToSByte(value ?? 0, CultureInfo.InvariantCulture)],
            "smallint" => BitConverter.GetBytes(Convert.ToInt16(value ?? 0, CultureInfo.InvariantCulture)),
            "int" => BitConverter.GetBytes(Convert.ToInt32(value ?? 0, CultureInfo.InvariantCulture)),
            "bigint" => BitConverter.GetBytes(Convert.ToInt64(value ?? 0, CultureInfo.InvariantCulture)),
            "float" => BitConverter.GetBytes((float)(value ?? 0f)),
            "double" => BitConverter.GetBytes(Convert.ToDouble(value ?? 0, CultureInfo.InvariantCulture)),
            "string" => Encoding.UTF8.GetBytes((string)(value ?? "")),
            "binary" => (byte[])(value ?? Array.Empty<byte>()),
            "date" => BitConverter.GetBytes(((DateOnly)(value ?? default(DateOnly))).DayNumber - 719_162),
            "timestamp" or "timestamp_ntz" => BitConverter.GetBytes(
                (((DateTime)(value ?? default(DateTime))).Ticks - DateTime.UnixEpoch.Ticks) / 10
            ),
            _ => Decimal(Convert.ToString(value ?? 0, CultureInfo.InvariantCulture)!, Digits(type)[1]),
        };

    private static byte[] Decimal(string text, int scale)
    {
        int places = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        BigInteger unscaled = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        unscaled *= BigInteger.Pow(10, scale - places);
        byte[] bytes = new byte[16];
        Array.Fill(bytes, unscaled.Sign < 0 ? (byte)0xff : (byte)0);
        unscaled.ToByteArray().CopyTo(bytes, 0);
        return bytes;
    }

    private static byte[] Bits(object?[] values, Predicate<object?> isSet)
    {
        byte[] bits = new byte[(values.Length + 7) / 8];
        for (int i = 0; i < values.Length; i++)
            bits[i / 8] |= (byte)(isSet(values[i]) ? 1 << (i % 8) : 0);
        return bits;
    }

    /// <summary>Precision and scale.</summary>
    private static int[] Digits(string type) =>
        [.. type["decimal(".Length..^1].Split(',').Select(digits => int.Parse(digits, CultureInfo.InvariantCulture))];
}
