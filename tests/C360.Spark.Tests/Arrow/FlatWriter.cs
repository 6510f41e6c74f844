using System.Buffers.Binary;
using System.Text;

namespace C360.Spark.Tests.Arrow;

/// <summary>Writes FlatBuffers messages, front to back: what a table refers to follows it.</summary>
internal sealed class FlatWriter
{
    private readonly List<byte> bytes = [];

    /// <summary>A message, of a multiple of 8 bytes.</summary>
    public static byte[] Write(Table root)
    {
        FlatWriter writer = new();
        writer.Append(4, 0);
        writer.Refer(0, writer.Put(root));
        writer.Pad(8, 0);
        return [.. writer.bytes];
    }

    private int Put(Node node) =>
        node switch
        {
            Table table => Put(table),
            Text text => PutVector(
                1,
                Encoding.UTF8.GetBytes(text.Value + '\0'),
                text.Value.Length == 0 ? 0 : Encoding.UTF8.GetByteCount(text.Value)
            ),
            Pairs pairs => PutVector(
                8,
                [.. pairs.Values.SelectMany(pair => Number(pair.First).Concat(Number(pair.Second)))],
                pairs.Values.Count
            ),
            Tables tables => Put(tables),
            _ => throw new ArgumentException(node.ToString()),
        };

    /// <summary>The index of the fields, then the table: 4 bytes that lead to the index, and the fields in slots of 8 bytes.</summary>
    private int Put(Table table)
    {
        Pad(2, 0);
        int index = bytes.Count;
        Append(2, 4 + (2 * table.Fields.Length));
        Append(2, 8 + (8 * table.Fields.Length));
        for (int i = 0; i < table.Fields.Length; i++)
            Append(2, table.Fields[i] is null ? 0 : 8 + (8 * i));

        Pad(8, 0);
        int start = bytes.Count;
        Append(4, start - index);
        Append(4, 0);
        foreach (Node? field in table.Fields)
            Append(8, (field as Scalar)?.Value ?? 0);
        for (int i = 0; i < table.Fields.Length; i++)
        {
            if (table.Fields[i] is { } field and not Scalar)
                Refer(start + 8 + (8 * i), Put(field));
        }

        return start;
    }

    /// <summary>A table that a vector has more than once is written once, and referred to as often.</summary>
    private int Put(Tables tables)
    {
        Pad(4, 0);
        int start = bytes.Count;
        Append(4, tables.Values.Count);
        foreach (Table _ in tables.Values)
            Append(4, 0);

        Dictionary<object, int> written = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < tables.Values.Count; i++)
        {
            if (!written.TryGetValue(tables.Values[i], out int at))
                written[tables.Values[i]] = at = Put(tables.Values[i]);
            Refer(start + 4 + (4 * i), at);
        }

        return start;
    }

    /// <summary>The count comes before the elements, and those are aligned.</summary>
    private int PutVector(int alignment, byte[] elements, int count)
    {
        Pad(Math.Max(alignment, 4), 4);
        int start = bytes.Count;
        Append(4, count);
        bytes.AddRange(elements);
        return start;
    }

    private void Refer(int from, int to) =>
        BinaryPrimitives.WriteInt32LittleEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[from..], to - from);

    private void Append(int width, long value) => bytes.AddRange(Number(value)[..width]);

    private void Pad(int alignment, int ahead)
    {
        while ((bytes.Count + ahead) % alignment != 0)
            bytes.Add(0);
    }

    private static byte[] Number(long value)
    {
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        return number;
    }

    /// <summary>What a field can be.</summary>
    internal abstract record Node;

    /// <summary>A number of any width.</summary>
    internal sealed record Scalar(long Value) : Node;

    /// <summary>Text.</summary>
    internal sealed record Text(string Value) : Node;

    /// <summary>A vector of structures of two 64-bit numbers.</summary>
    internal sealed record Pairs(IReadOnlyList<(long First, long Second)> Values) : Node;

    /// <summary>A vector of tables.</summary>
    internal sealed record Tables(IReadOnlyList<Table> Values) : Node;

    /// <summary>A table; null for a field that has its default value.</summary>
    internal sealed record Table(params Node?[] Fields) : Node;
}
