using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

internal sealed class DuckDbReaderTests : EngineFixture
{
    private static IEnumerable<TestCaseData> Values =>
        [
            new("BOOLEAN 'true'", true, "BOOLEAN"),
            new("CAST(-128 AS TINYINT)", -128, "TINYINT"),
            new("CAST(-32768 AS SMALLINT)", -32768, "SMALLINT"),
            new("CAST(-2147483648 AS INTEGER)", int.MinValue, "INTEGER"),
            new("CAST(-9223372036854775808 AS BIGINT)", long.MinValue, "BIGINT"),
            new("CAST(255 AS UTINYINT)", 255, "UTINYINT"),
            new("CAST(65535 AS USMALLINT)", 65535, "USMALLINT"),
            new("CAST(4294967295 AS UINTEGER)", 4294967295L, "UINTEGER"),
            new("CAST(18446744073709551615 AS UBIGINT)", 18446744073709551615m, "UBIGINT"),
            new("CAST(-79228162514264337593543950335 AS HUGEINT)", decimal.MinValue, "HUGEINT"),
            new("CAST(0.5 AS FLOAT)", 0.5, "FLOAT"),
            new("CAST(0.1 AS DOUBLE)", 0.1, "DOUBLE"),
            new("CAST('NaN' AS DOUBLE)", double.NaN, "DOUBLE"),
            new("CAST(-9.9 AS DECIMAL(2,1))", -9.9m, "DECIMAL(2,1)"),
            new("CAST(-99999.9999 AS DECIMAL(9,4))", -99999.9999m, "DECIMAL(9,4)"),
            new("CAST(12345678901234.50 AS DECIMAL(18,2))", 12345678901234.50m, "DECIMAL(18,2)"),
            new("CAST(-79228162514264337593543.950335 AS DECIMAL(38,6))", -79228162514264337593543.950335m, "DECIMAL(38,6)"),
            new("'twelve bytes'", "twelve bytes", "VARCHAR"),
            new("'thirteen byte'", "thirteen byte", "VARCHAR"),
            new("''", "", "VARCHAR"),
            new("'a' || chr(0) || 'ü日本😀'", "a\0ü日本😀", "VARCHAR"),
            new("DATE '0001-01-01'", DateOnly.MinValue, "DATE"),
            new("DATE '9999-12-31'", DateOnly.MaxValue, "DATE"),
            new("TIMESTAMP '1969-12-31 23:59:59.999999'", new DateTime(1969, 12, 31, 23, 59, 59).AddMicroseconds(999_999), "TIMESTAMP"),
            new("TIMESTAMPTZ '2024-06-15 01:30:00+02'", new DateTime(2024, 6, 14, 23, 30, 0), "TIMESTAMP WITH TIME ZONE"),
            new("CAST(NULL AS INTEGER)", null, "INTEGER"),
        ];

    [TestCaseSource(nameof(Values))]
    public void Reads_a_value_of_each_type(string sql, object? expected, string sqlType)
    {
        using DuckDbReader reader = FirstRow($"SELECT {sql} AS v");

        Assert.That(reader.Value(0), Is.EqualTo(expected));
        Assert.That(reader.IsNull(0), Is.EqualTo(expected is null));
        Assert.That(reader.Columns[0], Is.EqualTo(new DuckDbColumn("v", reader.Type(0), sqlType)));
    }

    [Test]
    public void Typed_getters_read_what_they_can_hold()
    {
        using DuckDbReader reader = FirstRow(
            "SELECT true, 7::TINYINT, 7, 7::BIGINT, 7::HUGEINT, 7::UBIGINT, 0.5::FLOAT, 1.25::DECIMAL(5,2), 'x', DATE '2024-02-29', TIMESTAMP '2024-02-29 12:00:00'"
        );

        Assert.That(reader.FieldCount, Is.EqualTo(11));
        Assert.That(reader.Boolean(0), Is.True);
        Assert.That((int[])[reader.Int32(1), reader.Int32(2)], Is.All.EqualTo(7));
        Assert.That((long[])[reader.Int64(1), reader.Int64(2), reader.Int64(3), reader.Int64(4), reader.Int64(5)], Is.All.EqualTo(7));
        Assert.That(
            (decimal[])[reader.Decimal(1), reader.Decimal(2), reader.Decimal(3), reader.Decimal(4), reader.Decimal(5)],
            Is.All.EqualTo(7)
        );
        Assert.That((double[])[reader.Double(1), reader.Double(2)], Is.All.EqualTo(7));
        Assert.That(reader.Double(6), Is.EqualTo(0.5));
        Assert.That(reader.Decimal(7), Is.EqualTo(1.25m));
        Assert.That(reader.String(8), Is.EqualTo("x"));
        Assert.That(reader.Date(9), Is.EqualTo(new DateOnly(2024, 2, 29)));
        Assert.That(reader.Timestamp(10), Is.EqualTo(new DateTime(2024, 2, 29, 12, 0, 0)));
        Assert.That(reader.Timestamp(10).Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [Test]
    public void Nulls_and_values_keep_their_places_over_many_chunks()
    {
        using DuckDbReader reader = Connection.Query(
            "SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END FROM range(10_000) AS r(i)",
            CancellationToken.None
        );

        for (long i = 0; i < 10_000; i++)
        {
            Assert.That(reader.Read(), Is.True);
            Assert.That(reader.Value(0), i % 3 == 0 ? Is.Null : Is.EqualTo(i));
        }
        Assert.That(reader.Read(), Is.False);
    }

    [Test]
    public void Tells_how_many_rows_a_statement_changed()
    {
        Connection.Execute("CREATE TABLE t (a INTEGER)");

        using DuckDbReader reader = Connection.Query("INSERT INTO t SELECT i FROM range(5) AS r(i)", CancellationToken.None);

        Assert.That(reader.RowsChanged, Is.EqualTo(5));
    }

    [Test]
    public void A_result_outlives_its_statement()
    {
        DuckDbReader reader;
        using (DuckDbStatement statement = Connection.Prepare("SELECT 'a text of more than twelve bytes'"))
        {
            reader = statement.Execute();
        }
        Connection.Execute("CREATE TABLE t AS SELECT 1");

        using (reader)
        {
            Assert.That(reader.Read(), Is.True);
            Assert.That(reader.String(0), Is.EqualTo("a text of more than twelve bytes"));
        }
    }

    [Test]
    public void Readers_that_nobody_disposed_of_are_collected()
    {
        // Each result holds 16 MB that the collector does not know of: 60 of them would be 960 MB.
        long before = Environment.WorkingSet;
        for (int i = 0; i < 60; i++)
        {
            Abandon();
            if (i % 10 == 9)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        Assert.That((Environment.WorkingSet - before) / 1_000_000, Is.LessThan(600));
    }

    private void Abandon()
    {
        DuckDbReader reader = Connection.Query("SELECT i FROM range(2_000_000) AS r(i)", CancellationToken.None);
        Assert.That(reader.Read(), Is.True);
    }
}
