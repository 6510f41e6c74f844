using C360.Infrastructure.Sql;

namespace C360.UnitTests.Sql;

internal sealed class RowReaderTests
{
    private static readonly object?[] Full = ["a", "b", 1, 2, 3L, 4L, 5.50m, 6.25m, true, false, Day, Day, Moment];
    private static readonly object?[] Sparse = ["a", null, 1, null, 3L, null, 5.50m, null, true, null, Day, null, Moment];

    private static DateOnly Day => new(2026, 6, 20);

    private static DateTime Moment => new(2026, 6, 20, 14, 30, 0, DateTimeKind.Utc);

    [Test]
    public void Reads_the_columns_in_the_order_of_the_constructor() =>
        Assert.That(
            RowReader<Row, Everything>.Read(new Row(Full)),
            Is.EqualTo(new Everything("a", "b", 1, 2, 3, 4, 5.50m, 6.25m, true, false, Day, Day, Moment))
        );

    [Test]
    public void What_may_be_null_is_null() =>
        Assert.That(
            RowReader<Row, Everything>.Read(new Row(Sparse)),
            Is.EqualTo(new Everything("a", null, 1, null, 3, null, 5.50m, null, true, null, Day, null, Moment))
        );

    [Test]
    public void What_may_not_be_null_is_not_asked_for_null()
    {
        var row = new Row(Sparse);
        RowReader<Row, Everything>.Read(row);
        Assert.That(row.AskedForNull, Is.EqualTo(new[] { 1, 3, 5, 7, 9, 11 }));
    }

    [Test]
    public void Keeps_the_places_of_a_number() =>
        Assert.That(
            RowReader<Row, Everything>.Read(new Row(Full)).Amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo("5.50")
        );

    [Test]
    public void A_type_that_the_reader_does_not_know_is_named() =>
        Assert.That(
            () => RowReader<Row, Unreadable>.Read(new Row(Full)),
            Throws
                .InstanceOf<TypeInitializationException>()
                .With.InnerException.Message.EqualTo("Row has no Guid(int), which Unreadable needs")
        );

    private sealed record Everything(
        string Text,
        string? MaybeText,
        int Whole,
        int? MaybeWhole,
        long Long,
        long? MaybeLong,
        decimal Amount,
        decimal? MaybeAmount,
        bool Flag,
        bool? MaybeFlag,
        DateOnly Date,
        DateOnly? MaybeDate,
        DateTime Timestamp
    );

    private sealed record Unreadable(Guid Id);

    /// <summary>An engine's reader that reads from an array.</summary>
    private sealed class Row(object?[] values)
    {
        public List<int> AskedForNull { get; } = [];

        public bool IsNull(int column)
        {
            AskedForNull.Add(column);
            return values[column] is null;
        }

        public string String(int column) => (string)values[column]!;

        public int Int32(int column) => (int)values[column]!;

        public long Int64(int column) => (long)values[column]!;

        public decimal Decimal(int column) => (decimal)values[column]!;

        public bool Boolean(int column) => (bool)values[column]!;

        public DateOnly Date(int column) => (DateOnly)values[column]!;

        public DateTime Timestamp(int column) => (DateTime)values[column]!;
    }
}
