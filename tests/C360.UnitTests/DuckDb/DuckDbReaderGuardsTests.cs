using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

/// <summary>The reader looks into foreign memory: each misuse must be an exception, for otherwise the process would die.</summary>
internal sealed class DuckDbReaderGuardsTests : EngineFixture
{
    private const string AllTypes =
        "true AS b, 1 AS i, 1::BIGINT AS l, 1.5::DOUBLE AS d, 1.5::DECIMAL(9,2) AS m, 'text' AS s, DATE '2024-01-01' AS y, TIMESTAMP '2024-01-01 00:00:00' AS t";

    // The column of AllTypes that each getter reads.
    private static readonly Dictionary<string, (int Column, Func<DuckDbReader, int, object?> Read)> Getters = new()
    {
        ["IsNull"] = (0, (reader, column) => reader.IsNull(column)),
        ["Value"] = (0, (reader, column) => reader.Value(column)),
        ["Boolean"] = (0, (reader, column) => reader.Boolean(column)),
        ["Int32"] = (1, (reader, column) => reader.Int32(column)),
        ["Int64"] = (2, (reader, column) => reader.Int64(column)),
        ["Double"] = (3, (reader, column) => reader.Double(column)),
        ["Decimal"] = (4, (reader, column) => reader.Decimal(column)),
        ["String"] = (5, (reader, column) => reader.String(column)),
        ["Date"] = (6, (reader, column) => reader.Date(column)),
        ["Timestamp"] = (7, (reader, column) => reader.Timestamp(column)),
    };

    private static IEnumerable<string> All => Getters.Keys;

    private static IEnumerable<string> Typed => Getters.Keys.Except(["IsNull", "Value"]);

    [TestCaseSource(nameof(All))]
    public void There_is_nothing_to_get_before_the_first_row(string getter)
    {
        using DuckDbReader reader = Connection.Query($"SELECT {AllTypes}", CancellationToken.None);

        Assert.That(() => Get(reader, getter), Throws.InvalidOperationException.With.Message.Contains("no row"));
    }

    [TestCaseSource(nameof(All))]
    public void There_is_nothing_to_get_after_the_last_row(string getter)
    {
        using DuckDbReader reader = FirstRow($"SELECT {AllTypes}");
        Assert.That(reader.Read(), Is.False);
        Assert.That(reader.Read(), Is.False);

        Assert.That(() => Get(reader, getter), Throws.InvalidOperationException.With.Message.Contains("no row"));
    }

    [TestCaseSource(nameof(All))]
    public void There_is_nothing_to_get_from_an_empty_result(string getter)
    {
        using DuckDbReader reader = Connection.Query($"SELECT {AllTypes} WHERE false", CancellationToken.None);
        Assert.That(reader.Read(), Is.False);

        Assert.That(() => Get(reader, getter), Throws.InvalidOperationException.With.Message.Contains("no row"));
    }

    [TestCaseSource(nameof(All))]
    public void There_is_nothing_to_get_from_a_disposed_reader(string getter)
    {
        DuckDbReader reader = FirstRow($"SELECT {AllTypes}");
        reader.Dispose();
        reader.Dispose();

        Assert.That(() => Get(reader, getter), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => reader.Read(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => reader.RowsChanged, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_column_that_does_not_exist_is_refused(
        [ValueSource(nameof(All))] string getter,
        [Values(-1, 8, int.MinValue, int.MaxValue)] int column
    )
    {
        using DuckDbReader reader = FirstRow($"SELECT {AllTypes}");

        Assert.That(() => Getters[getter].Read(reader, column), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(-1)]
    [TestCase(1)]
    public void A_column_that_does_not_exist_has_no_name_or_type(int column)
    {
        using DuckDbReader reader = Connection.Query("SELECT 1", CancellationToken.None);

        Assert.That(() => reader.Name(column), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => reader.Type(column), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCaseSource(nameof(Typed))]
    public void A_null_is_refused_and_its_column_named(string getter)
    {
        string nulls = string.Join(", ", "bildmsyt".Select(name => $"CASE WHEN false THEN {name} END AS {name}"));
        using DuckDbReader reader = FirstRow($"SELECT {nulls} FROM (SELECT {AllTypes})");
        string column = reader.Name(Getters[getter].Column);

        Assert.That(() => Get(reader, getter), Throws.InvalidOperationException.With.Message.EqualTo($"Column {column} is null here"));
    }

    [TestCase("Boolean", "i l d m s y t")]
    [TestCase("Int32", "b l d m s y t")]
    [TestCase("Int64", "b d m s y t")]
    [TestCase("Double", "b l m s y t")]
    [TestCase("Decimal", "b d s y t")]
    [TestCase("String", "b i l d m y t")]
    [TestCase("Date", "b i l d m s t")]
    [TestCase("Timestamp", "b i l d m s y")]
    public void A_type_that_would_lose_something_is_refused(string getter, string columns)
    {
        using DuckDbReader reader = FirstRow($"SELECT {AllTypes}");

        foreach (string column in columns.Split(' '))
        {
            int place = "bildmsyt".IndexOf(column, StringComparison.Ordinal);
            Assert.That(() => Getters[getter].Read(reader, place), Throws.TypeOf<InvalidCastException>(), column);
        }
    }

    [TestCase("INTERVAL 1 DAY", "INTERVAL")]
    [TestCase("CAST('a' AS ENUM ('a', 'b'))", "ENUM")]
    [TestCase("{'a': 1}", "STRUCT")]
    [TestCase("MAP {'a': 1}", "MAP")]
    [TestCase("[1, 2]", "LIST")]
    [TestCase("TIME '12:00:00'", "TIME")]
    [TestCase("CAST('x' AS BLOB)", "BLOB")]
    [TestCase("uuid()", "UUID")]
    public void A_type_that_is_not_read_must_be_cast_in_the_SQL(string sql, string type)
    {
        using DuckDbReader reader = FirstRow($"SELECT {sql} AS v");

        Assert.That(
            () => reader.Value(0),
            Throws
                .TypeOf<InvalidCastException>()
                .With.Message.EqualTo($"Column v is of the SQL type {type}, which is not read like this; cast it in the SQL")
        );
    }

    [TestCase("CAST(9223372036854775808 AS HUGEINT)", "Int64")]
    [TestCase("CAST(-9223372036854775809 AS HUGEINT)", "Int64")]
    [TestCase("CAST(9223372036854775808 AS UBIGINT)", "Int64")]
    [TestCase("CAST(79228162514264337593543950336 AS HUGEINT)", "Decimal")] // 2^96
    [TestCase("CAST(repeat('9', 38) AS DECIMAL(38,0))", "Decimal")]
    [TestCase("CAST('-' || repeat('9', 38) AS DECIMAL(38,0))", "Value")]
    [TestCase("CAST(1 AS DECIMAL(38,30))", "Decimal")] // System.Decimal has 28 places
    [TestCase("DATE 'infinity'", "Date")]
    [TestCase("DATE '-infinity'", "Value")]
    [TestCase("DATE '10000-01-01'", "Date")]
    [TestCase("DATE '0001-01-01' - 1", "Date")]
    [TestCase("TIMESTAMP 'infinity'", "Timestamp")]
    [TestCase("TIMESTAMPTZ '-infinity'", "Value")]
    [TestCase("TIMESTAMP '10000-01-01 00:00:00'", "Timestamp")]
    public void A_value_beyond_the_NET_type_is_an_overflow(string sql, string getter)
    {
        using DuckDbReader reader = FirstRow($"SELECT {sql} AS v");

        Assert.That(() => Getters[getter].Read(reader, 0), Throws.TypeOf<OverflowException>().With.Message.StartsWith("Column v: "));
    }

    [TestCase("connection")]
    [TestCase("database")]
    public void Rows_go_with_their_session(string disposed)
    {
        using DuckDbReader reader = Connection.Query("SELECT 'a text of more than twelve bytes' FROM range(3000)", CancellationToken.None);
        Assert.That(reader.Read(), Is.True);

        IDisposable parent = disposed == "connection" ? Connection : Database;
        parent.Dispose();

        // The present chunk of 2048 rows stays in memory until the reader goes; there is no next one.
        Assert.That(reader.String(0), Is.EqualTo("a text of more than twelve bytes"));
        Assert.That(
            () =>
            {
                while (reader.Read()) { }
            },
            Throws.TypeOf<ObjectDisposedException>()
        );
    }

    private static object? Get(DuckDbReader reader, string getter) => Getters[getter].Read(reader, Getters[getter].Column);
}
