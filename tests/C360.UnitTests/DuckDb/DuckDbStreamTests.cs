using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

internal sealed class DuckDbStreamTests : EngineFixture
{
    [Test]
    public void Five_million_rows_are_read_in_bounded_memory()
    {
        using DuckDbStatement statement = Connection.Prepare(
            "SELECT i, 'a text of more than twelve bytes ' || i FROM range(5_000_000) AS r(i)"
        );
        using DuckDbReader reader = statement.Stream();
        long before = Environment.WorkingSet;
        long peak = before;
        long rows = 0;
        long sum = 0;

        while (reader.Read())
        {
            sum += reader.Int64(0);
            if (++rows % 500_000 == 0)
            {
                peak = Math.Max(peak, Environment.WorkingSet);
            }
        }

        // 0 + 1 + … + 4,999,999. Held whole, the rows would be over 5M × (8 + 16 + 40) bytes = 320 MB.
        Assert.That((rows, sum), Is.EqualTo((5_000_000L, 12_499_997_500_000L)));
        Assert.That((peak - before) / 1_000_000, Is.LessThan(200));
    }

    [TestCase("a query")]
    [TestCase("a prepared statement")]
    [TestCase("a script")]
    [TestCase("another stream")]
    public void Another_statement_on_the_connection_ends_a_stream(string other)
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT i FROM range(1_000_000) AS r(i)");
        using DuckDbReader reader = statement.Stream();
        Assert.That(reader.Read(), Is.True);

        using IDisposable? disturbance = other switch
        {
            "a query" => Connection.Query("SELECT 1", CancellationToken.None),
            "a prepared statement" => Connection.Prepare("SELECT 1"),
            "another stream" => statement.Stream(),
            _ => null,
        };
        if (disturbance is null)
        {
            Connection.Execute("SELECT 1");
        }

        // The present chunk may still be read; the next is not there, and "no more rows" would be a lie.
        Assert.That(reader.Int64(0), Is.Zero);
        Assert.That(() => ReadToEnd(reader), Throws.InvalidOperationException.With.Message.Contains("ended the stream"));
    }

    [Test]
    public void A_statement_may_go_before_its_stream()
    {
        DuckDbReader reader;
        using (DuckDbStatement statement = Connection.Prepare("SELECT i FROM range($n) AS r(i)"))
        {
            statement.Bind("n", 10_000L);
            reader = statement.Stream();
        }
        using (reader)
        {
            Assert.That(ReadToEnd(reader), Is.EqualTo(10_000));
        }
    }

    [Test]
    public void The_connection_works_on_after_a_stream_that_was_not_read_to_its_end()
    {
        using DuckDbStatement statement = Connection.Prepare("SELECT i FROM range(1_000_000) AS r(i)");
        for (int i = 0; i < 20; i++)
        {
            using DuckDbReader reader = statement.Stream();
            Assert.That(reader.Read(), Is.True);
        }

        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void An_error_on_the_way_is_thrown_while_reading()
    {
        using DuckDbStatement statement = Connection.Prepare(
            "SELECT CASE WHEN i = 900_000 THEN error('row 900000 is bad') ELSE i END FROM range(1_000_000) AS r(i)"
        );
        using DuckDbReader reader = statement.Stream();

        Assert.That(() => ReadToEnd(reader), Throws.TypeOf<DuckDbException>().With.Message.Contains("row 900000 is bad"));
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void A_cancelled_stream_ends_at_once_and_the_connection_works_on()
    {
        using var cancellation = new CancellationTokenSource();
        using DuckDbStatement statement = Connection.Prepare("SELECT i FROM range(1_000_000_000_000) AS r(i)");
        using DuckDbReader reader = statement.Stream(cancellation.Token);
        Assert.That(reader.Read(), Is.True);

        cancellation.Cancel();

        Assert.That(() => ReadToEnd(reader), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [TestCase("connection")]
    [TestCase("database")]
    [TestCase("statement")]
    [TestCase("reader")]
    public void Disposing_of_anything_amid_a_stream_is_safe(string disposed)
    {
        DuckDbStatement statement = Connection.Prepare("SELECT i FROM range(1_000_000) AS r(i)");
        DuckDbReader reader = statement.Stream();
        Assert.That(reader.Read(), Is.True);
        IDisposable target = disposed switch
        {
            "connection" => Connection,
            "database" => Database,
            "statement" => statement,
            _ => reader,
        };

        target.Dispose();

        Assert.That(() => ReadToEnd(reader), disposed == "statement" ? Throws.Nothing : Throws.TypeOf<ObjectDisposedException>());
        statement.Dispose();
        reader.Dispose();
    }

    private static long ReadToEnd(DuckDbReader reader)
    {
        long rows = 0;
        while (reader.Read())
        {
            rows++;
        }
        return rows;
    }
}
