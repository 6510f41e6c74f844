using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Dates and timestamps, in CSV, in text columns of Parquet and in typed ones.</summary>
internal sealed class MomentTests
{
    private const string Usage = "customer/app_usage";
    private const string Tickets = "customer/support_tickets";
    private const string Products = "products/products";

    [Test]
    public void Dates_are_days_of_the_calendar([Values(".csv", ".parquet")] string form)
    {
        string[] bad =
        [
            "2024-02-30",
            "2023-02-29",
            "0000-01-01",
            "-0001-01-01",
            "31/12/2024",
            "2024/12/31",
            "2024-1-1",
            "20240101",
            "2024-12-32",
            "2024-13-01",
            "10000-01-01",
            "2024-12-31 00:00",
            "2024-12-31Z",
            "infinity",
            "today",
            "44927", // a spreadsheet's
        ];
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts(Usage, "a" + form, [.. bad.Select((text, i) => new { usage_id = $"N{i:00}", session_date = text })])
            .Parts(
                Usage,
                "b" + form,
                new { usage_id = "Y1", session_date = "0001-01-01" },
                new { usage_id = "Y2", session_date = "9999-12-31" },
                new { usage_id = "Y3", session_date = " 2024-02-29\t" }
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT usage_id, session_date FROM app_usage ORDER BY usage_id"),
                Is.EqualTo(new[] { "Y1|0001-01-01", "Y2|9999-12-31", "Y3|2024-02-29" })
            );
            Assert.That(Figures.Of(read[Usage]), Is.EqualTo("19 read, 3 used, rejected unparsable 16"));
            Assert.That(
                read.Rows("SELECT file, line, key, column_name, raw_values->>'session_date' FROM rejected_rows ORDER BY key"),
                Is.EqualTo(bad.Select((text, i) => $"{Usage}/a{form}|{(form == ".csv" ? $"{i + 2}" : "∅")}|N{i:00}|session_date|{text}"))
            );
        });
    }

    [Test]
    public void Timestamps_are_moments_of_the_calendar_and_the_clock_in_UTC([Values(".csv", ".parquet")] string form)
    {
        string[] bad =
        [
            "2024-12-31 23:59:60", // a leap second
            "2024-12-31 24:00",
            "2024-12-31 24:00:00Z",
            "2024-12-31 12:60",
            "2024-12-31t12:00", // lower case
            "2024-12-31T12:00z",
            "2024-12-31 12:00:00.1234567", // seven places
            "2024-12-31 12:00:00.",
            "2024-12-31 12",
            "2024-12-31 1:00",
            "2024-12-31  12:00",
            "2024-12-31 12:00+2",
            "2024-12-31 12:00 Europe/Oslo",
            "2024-02-30 12:00",
            "2024-06-01 10:00+18:01", // no zone is so far away
            "2024-06-01 10:00-23:59",
            "0001-01-01 00:30+01:00", // the year before the first
            "9999-12-31 23:30-01:00", // the year after the last
            "1735689600",
        ];
        (string Text, string Value)[] good =
        [
            ("2024-12-31", "2024-12-31 00:00:00"),
            ("2024-12-31T23:30:00-01:00", "2025-01-01 00:30:00"), // crosses a day and a year
            ("2024-06-02 10:00+18:00", "2024-06-01 16:00:00"), // the farthest of all
            ("2024-06-01 10:00-17:59", "2024-06-02 03:59:00"),
            ("2024-03-01 00:30+01:00", "2024-02-29 23:30:00"),
            ("2024-12-31 12:00:00.123456Z", "2024-12-31 12:00:00.123456"),
            ("0001-01-01 00:30Z", "0001-01-01 00:30:00"),
            ("9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999"),
        ];
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts(
                Tickets,
                "a" + form,
                [
                    .. good.Select(
                        (pair, i) =>
                            new
                            {
                                ticket_id = $"Y{i}",
                                created_date = pair.Text,
                                resolved_date = bad[i],
                            }
                    ),
                ]
            )
            .Parts(Tickets, "b" + form, [.. bad.Select((text, i) => new { ticket_id = $"N{i:00}", created_date = text })]);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT created_date, resolved_date FROM support_tickets ORDER BY ticket_id"),
                Is.EqualTo(good.Select(pair => $"{pair.Value}|∅"))
            );
            // Eight good ones beside a resolved_date each that is none, and 19 bad ones.
            Assert.That(Figures.Of(read[Tickets]), Is.EqualTo("27 read, 8 used, rejected unparsable 19, nulled resolved_date 8"));
            Assert.That(
                read.Rows("SELECT key, column_name, raw_values->>'created_date' FROM rejected_rows ORDER BY key"),
                Is.EqualTo(bad.Select((text, i) => $"N{i:00}|created_date|{text}"))
            );
        });
    }

    // A timestamp in a column of dates is its day in UTC.
    [TestCase("TIMESTAMP_S '2024-12-31 23:30:00'", "2024-12-31", "2024-12-31 23:30:00")]
    [TestCase("TIMESTAMP_MS '2024-12-31 23:30:00.123'", "2024-12-31", "2024-12-31 23:30:00.123")]
    [TestCase("TIMESTAMP '2024-12-31 23:30:00.123456'", "2024-12-31", "2024-12-31 23:30:00.123456")]
    [TestCase("TIMESTAMP_NS '2024-12-31 23:30:00.123456789'", "2024-12-31", "2024-12-31 23:30:00.123456")]
    [TestCase("TIMESTAMPTZ '2024-12-31 23:30:00-01'", "2025-01-01", "2025-01-01 00:30:00")]
    [TestCase("DATE '2024-12-31'", "2024-12-31", "2024-12-31 00:00:00")]
    [TestCase("DATE '9999-12-31'", "9999-12-31", "9999-12-31 00:00:00")]
    [TestCase("DATE '0001-01-01'", "0001-01-01", "0001-01-01 00:00:00")]
    [TestCase("DATE '0001-01-01' - 1", null, null)]
    [TestCase("DATE '9999-12-31' + 1", null, null)]
    [TestCase("DATE 'infinity'", null, null)]
    [TestCase("DATE '-infinity'", null, null)]
    [TestCase("TIMESTAMP 'infinity'", null, null)]
    [TestCase("TIMESTAMP '-infinity'", null, null)]
    [TestCase("TIMESTAMPTZ 'infinity'", null, null)]
    [TestCase("TIMESTAMP '10000-01-01 00:00:00'", null, null)]
    [TestCase("TIMESTAMPTZ '9999-12-31 23:30:00-01'", null, null)]
    [TestCase("TIMESTAMPTZ '0001-01-01 00:30:00+01'", null, null)]
    [TestCase("TIME '23:30:00'", null, null)]
    [TestCase("1735689600::BIGINT", null, null)]
    public void Typed_moments_are_taken_as_they_are(string sql, string? date, string? timestamp)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts(Products, "b.csv", new { product_id = "P2" })
            .Parts(Tickets, "b.csv", new { ticket_id = "K2" });
        ParquetFile.Write(data, Products + "/a.parquet", Part.Select(Products, ("created_date", sql)));
        ParquetFile.Write(data, Tickets + "/a.parquet", Part.Select(Tickets, ("created_date", sql)));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT created_date FROM products ORDER BY product_id"),
                Is.EqualTo(new[] { date ?? "∅", "2020-01-01" })
            );
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("2 read, 2 used" + (date is null ? ", nulled created_date 1" : "")));
            Assert.That(
                read.Rows("SELECT created_date FROM support_tickets ORDER BY ticket_id"),
                Is.EqualTo((string?[])[.. timestamp is null ? (string[])[] : [timestamp], "2025-01-01 12:00:00"])
            );
            Assert.That(
                Figures.Of(read[Tickets]),
                Is.EqualTo(timestamp is null ? "2 read, 1 used, rejected unparsable 1" : "2 read, 2 used")
            );
            Assert.That(read.Rejected(Tickets), Is.EqualTo(timestamp is null ? (string[])["K1|unparsable|created_date"] : []));
        });
    }
}
