using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

internal sealed class DuckDbStatementTests : EngineFixture
{
    private static IEnumerable<TestCaseData> Values =>
        [
            new(null, null, "\"NULL\""),
            new(true, true, "BOOLEAN"),
            new(int.MinValue, int.MinValue, "INTEGER"),
            new(long.MaxValue, long.MaxValue, "BIGINT"),
            new(-0.1, -0.1, "DOUBLE"),
            new(double.PositiveInfinity, double.PositiveInfinity, "DOUBLE"),
            new(1000m, 1000m, "DECIMAL(18,0)"),
            new(-12.50m, -12.50m, "DECIMAL(18,2)"),
            new(999_999_999_999_999_999m, 999_999_999_999_999_999m, "DECIMAL(18,0)"),
            new(1_000_000_000_000_000_000m, 1_000_000_000_000_000_000m, "DECIMAL(38,0)"),
            new(-0.1234567890123456789m, -0.1234567890123456789m, "DECIMAL(38,19)"),
            new(decimal.MinValue, decimal.MinValue, "DECIMAL(38,0)"),
            new("", "", "VARCHAR"),
            new("a\0'; DROP TABLE t; --", "a\0'; DROP TABLE t; --", "VARCHAR"),
            new("日本 😀", "日本 😀", "VARCHAR"),
            new(new DateOnly(1, 1, 1), new DateOnly(1, 1, 1), "DATE"),
            new(new DateTime(1969, 12, 31, 23, 0, 0), new DateTime(1969, 12, 31, 23, 0, 0), "TIMESTAMP"),
            new(
                new DateTimeOffset(2024, 6, 15, 1, 30, 0, TimeSpan.FromHours(2)),
                new DateTime(2024, 6, 14, 23, 30, 0),
                "TIMESTAMP WITH TIME ZONE"
            ),
        ];

    [TestCaseSource(nameof(Values))]
    public void A_bound_value_arrives_unchanged_and_typed(object? bound, object? expected, string type)
    {
        using DuckDbReader reader = FirstRow("SELECT $v, typeof($v)", bound);

        Assert.That(reader.Value(0), Is.EqualTo(expected));
        Assert.That(reader.String(1), Is.EqualTo(type));
    }

    [Test]
    public void A_local_time_is_bound_as_UTC()
    {
        var utc = new DateTime(2024, 6, 15, 12, 0, 0, DateTimeKind.Utc);

        Assert.That(Scalar("SELECT $v", utc.ToLocalTime()), Is.EqualTo(utc));
    }

    [Test]
    public void Places_are_counted_from_one()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT ? || ?");
        statement.Bind(1, "a");
        statement.Bind(2, "b");

        Assert.That(Text(statement), Is.EqualTo("ab"));
    }

    [Test]
    public void Names_are_bound_in_any_order_and_again()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT $first || $second || $first");
        statement.Bind("second", "b");
        statement.Bind("first", "a");
        Assert.That(Text(statement), Is.EqualTo("aba"));

        statement.Bind("first", "c");
        Assert.That(Text(statement), Is.EqualTo("cbc"));
        Assert.That(statement.ParameterCount, Is.EqualTo(2));
        Assert.That(statement.ParameterNames, Is.EqualTo(["first", "second"]));
    }

    [Test]
    public void A_place_a_name_or_a_type_that_does_not_exist_is_refused()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT $a");

        Assert.That(() => statement.Bind(0, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => statement.Bind(2, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => statement.Bind(-1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => statement.Bind("b", 1), Throws.ArgumentException.With.Message.Contains("named b"));
        Assert.That(() => statement.Bind("", 1), Throws.ArgumentException);
        Assert.That(() => statement.Bind(1, new object()), Throws.ArgumentException.With.Message.Contains("Object"));
        Assert.That(() => statement.Bind(1, new[] { "list" }), Throws.ArgumentException.With.Message.Contains("String[]"));
    }

    [Test]
    public void A_parameter_without_a_value_is_an_error()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT $a");

        Assert.That(() => statement.Execute(), Throws.TypeOf<DuckDbException>());
        Assert.That(() => statement.Stream(), Throws.TypeOf<DuckDbException>());
    }

    [TestCase("SELECT 1", true)]
    [TestCase("WITH a AS (SELECT 1) SELECT * FROM a", true)]
    [TestCase("CREATE TABLE t AS SELECT 1", false)]
    [TestCase("COPY (SELECT 1) TO 'a.csv'", false)]
    [TestCase("SET VARIABLE a = 1", false)]
    public void Knows_whether_it_only_reads(string sql, bool expected)
    {
        using DuckDbDatabase open = DuckDbDatabase.Open(":memory:", new DuckDbSettings { AllowedDirectories = [Folder] });
        using DuckDbConnection connection = open.Connect();
        using DuckDbStatement statement = connection.Prepare(sql.Replace("a.csv", PathOf("a.csv"), StringComparison.Ordinal));

        Assert.That(statement.IsSelect, Is.EqualTo(expected));
    }

    [Test]
    public void Tells_its_columns_without_running()
    {
        using DuckDbStatement statement = Connection.Prepare(
            """
            SELECT error('it runs') AS e, 1.5::DECIMAL(18, 2) AS d, SUM(1) AS h, count(*) AS n, DATE '2024-01-01' AS y,
                CASE $by WHEN 'a' THEN 'b' END AS v, $x::TIMESTAMP AS t
            LIMIT $limit
            """
        );

        Assert.That(
            statement.Columns.Select(column => $"{column.Name} {column.SqlType}"),
            Is.EqualTo(["e INTEGER", "d DECIMAL(18,2)", "h HUGEINT", "n BIGINT", "y DATE", "v VARCHAR", "t TIMESTAMP"])
        );
    }

    [Test]
    public void Columns_of_unknown_type_are_an_error()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT 1 AS a, $x AS b");

        Assert.That(() => statement.Columns, Throws.InvalidOperationException.With.Message.Contains("cast it"));
    }

    [Test]
    public void A_disposed_statement_refuses_everything()
    {
        DuckDbStatement statement = Connection.Prepare("SELECT $a");
        statement.Dispose();
        statement.Dispose();

        Assert.That(() => statement.Bind(1, 1), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.Bind("a", 1), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.ParameterCount, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.ParameterNames, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.IsSelect, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.Columns, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.Execute(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.Stream(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_statement_goes_with_its_connection()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT 1");
        Connection.Dispose();

        Assert.That(() => statement.Execute(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => statement.Stream(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(statement.ParameterCount, Is.Zero);
    }

    private static string Text(DuckDbStatement statement)
    {
        using DuckDbReader reader = statement.Execute();
        return reader.Read() ? reader.String(0) : "";
    }
}
