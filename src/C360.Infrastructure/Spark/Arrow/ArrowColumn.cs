using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>The values of a column in one record batch, where they came. What could lead outside of the bytes is checked once, here at the beginning.</summary>
internal sealed partial class ArrowColumn
{
    private readonly ArrowField field;
    private readonly ReadOnlyMemory<byte> validity;
    private readonly ReadOnlyMemory<byte> offsets;
    private readonly ReadOnlyMemory<byte> data;
    private readonly ArrowColumn[] children;

    /// <summary>Takes the column's part of a record batch.</summary>
    /// <param name="field">What the schema says of it.</param>
    /// <param name="layout">The record batch.</param>
    /// <param name="inList">Whether it is inside of a list, whose rows are values of one row.</param>
    public ArrowColumn(ArrowField field, ArrowBatchLayout layout, bool inList = false)
    {
        this.field = field;
        (Length, int nulls) = layout.NextNode();
        if (field.Kind != ArrowKind.Null)
            validity = layout.NextBuffer();
        bool isList = field.Kind is ArrowKind.List or ArrowKind.Map;
        if (field.OffsetWidth > 0)
            offsets = layout.NextBuffer();
        if (field.Width > 0 || field.Kind == ArrowKind.Bool || (field.OffsetWidth > 0 && !isList))
            data = layout.NextBuffer();

        children = [.. field.Children.Select(child => new ArrowColumn(child, layout, inList || isList))];
        if (inList && (field.Kind == ArrowKind.Null || (field.Kind == ArrowKind.Struct && children.Length == 0)))
            layout.CountWithoutBytes(Length);
        if (!HasValidity(nulls) || !HasData() || !HasOffsets(isList ? children[0].Length : data.Length) || !HasChildren())
            throw new ArrowFormatException($"The column {field.Name} has less than its length says.");
    }

    /// <summary>How many rows.</summary>
    public int Length { get; }

    private static long Bits(int count) => ((long)count + 7) / 8;

    private bool HasValidity(int nulls) =>
        field.Kind == ArrowKind.Null || (validity.IsEmpty ? nulls == 0 : validity.Length >= Bits(Length));

    private bool HasData() => data.Length >= (field.Kind == ArrowKind.Bool ? Bits(Length) : (long)Length * field.Width);

    private bool HasChildren() => field.Kind != ArrowKind.Struct || Array.TrueForAll(children, child => child.Length >= Length);

    private bool HasOffsets(int limit) =>
        field.OffsetWidth == 0
        || (Length == 0 && offsets.IsEmpty)
        || (
            offsets.Length >= ((long)Length + 1) * field.OffsetWidth
            && (field.OffsetWidth == sizeof(int) ? Ascend<int>(offsets.Span, limit) : Ascend<long>(offsets.Span, limit))
        );

    private bool Ascend<T>(ReadOnlySpan<byte> bytes, T limit)
        where T : unmanaged, IBinaryInteger<T>
    {
        T last = T.Zero;
        foreach (T offset in MemoryMarshal.Cast<byte, T>(bytes)[..(Length + 1)])
        {
            if (offset < last || offset > limit)
                return false;
            last = offset;
        }

        return true;
    }

    /// <summary>Where a value of no fixed length begins and ends.</summary>
    private (int Start, int End) Range(int row) =>
        field.OffsetWidth == sizeof(int)
            ? (At<int>(offsets, row), At<int>(offsets, row + 1))
            : ((int)At<long>(offsets, row), (int)At<long>(offsets, row + 1));

    private static bool Bit(ReadOnlyMemory<byte> bits, int row) => (bits.Span[row >> 3] & (1 << (row & 7))) != 0;

    /// <summary>Arrow's numbers are little-endian, as are those of every machine that this runs on.</summary>
    private static T At<T>(ReadOnlyMemory<byte> buffer, int row)
        where T : unmanaged => MemoryMarshal.Read<T>(buffer.Span[(row * Unsafe.SizeOf<T>())..]);
}
