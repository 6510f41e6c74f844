using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using C360.Domain.Sources;
using C360.FunctionalTests.TestData;
using C360.Infrastructure;

namespace C360.FunctionalTests.Spark;

/// <summary>What a build on Spark makes is what the embedded engine makes.</summary>
internal sealed class SparkPipelineEngineTests
{
    private const string Customers = "customer/customers";
    private const string Transactions = "sales/transactions";

    [Test]
    public async Task The_dozen_customers_come_out_the_same()
    {
        using SourceFolder data = DozenCustomers.Create();
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        // Twelve of them are in the views.
        Assert.That(builds.OnSpark.Result.TotalCustomers, Is.EqualTo(12));
    }

    [Test]
    public async Task The_dozen_customers_come_out_the_same_of_Parquet()
    {
        using SourceFolder data = DozenCustomers.Create();
        foreach (Source source in DeclaredSources.All)
        {
            ParquetFile.WriteText(data, source.Name + ".parquet", source.Name);
            data.Without(source.Name);
        }
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        Assert.That(builds.OnSpark.Result.TotalCustomers, Is.EqualTo(12));
    }

    [Test]
    public async Task Every_reason_comes_out_the_same()
    {
        using SourceFolder data = FaultyRows.Create();
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual("row_id, source, file, key, column_name, reason");
        Assert.Multiple(() =>
        {
            Assert.That(
                builds.OnSpark.Rows("SELECT raw_values, line FROM rejected_rows WHERE source = 'customer/customers' AND key = 'C9'"),
                Is.EqualTo(new[] { """{"row":"C9,Bob"}|∅""" }),
                "of a line that is no row there is its text"
            );
            // All cells of the others, as on the embedded engine.
            const string Rows = "SELECT raw_values FROM rejected_rows WHERE column_name IS NOT NULL ORDER BY row_id";
            Assert.That(builds.OnSpark.Rows(Rows), Is.EqualTo(builds.Embedded.Rows(Rows)));
        });
    }

    [Test]
    public async Task Typed_Parquet_comes_out_the_same()
    {
        using SourceFolder data = new();
        string folder = Path.Combine(data.Path, "typed");
        InfrastructureServices.GenerateSampleData(60, 11, new DateOnly(2026, 6, 20), "parquet", folder, CancellationToken.None);
        foreach (string file in Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories))
            data.Write(Path.GetRelativePath(folder, file), await File.ReadAllBytesAsync(file));
        foreach (Source source in DeclaredSources.All.Where(source => !source.Optional))
            data.Without(source.Name);
        Directory.Delete(folder, recursive: true);
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        Assert.That(builds.OnSpark.Result.TotalCustomers, Is.GreaterThan(30));
    }

    [Test]
    public async Task Parts_of_every_form_with_columns_in_any_order_come_out_the_same()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C2" })
            .Transactions(Sale("T1", "1.00"), Sale("T2", "20.00"), Sale("T3", "300.00"), Sale("T4", "4000.00"), Sale("T1", "50000.00"));
        string[] lines = data.Csv(Transactions).Split('\n');
        string[] header = lines[0].Split(',');
        string Turned(string line) => string.Join(',', line.Split(',').Reverse().Prepend("\"more, or less\""));
        data.Without(Transactions);
        ParquetFile.Write(data, $"{Transactions}/a.parquet", Values(header, lines[1]));
        ParquetFile.Write(data, $"{Transactions}/b.parquet", Values(header, lines[2]));
        data.Write($"{Transactions}/c.csv", $"\uFEFF{Turned(lines[0])}\r\n{Turned(lines[3])}\r\n");
        data.Write($"{Transactions}/d.csv.gz", Gzip($"{lines[0]}\n{lines[4]}\n"));
        // The last T1 in reading order stays.
        data.Write($"{Transactions}/e [1] 'x' `y`.csv", $"{lines[0]}\n\n{lines[5]}\n");
        data.Write($"{Transactions}/_SUCCESS", "");
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        // 20 + 300 + 4000 + 50000.
        Assert.That(
            builds.OnSpark.Rows("SELECT total_spent FROM customer_analytics_c360 WHERE customer_id = 'C1'"),
            Is.EqualTo(new[] { "54320.00" })
        );
        Assert.That(builds.OnSpark[Transactions].Rejected, Is.EqualTo(new Dictionary<string, long> { ["duplicate_key"] = 1 }));
    }

    // 120 parts of CSV and 60 of Parquet: three statements, and of Parquet two scans; a row of each third part is rejected, and one of each part is there twice.
    [Test]
    public async Task Many_parts_are_read_some_at_a_time_and_come_out_the_same()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" }).Products(new { product_id = "P1" });
        data.Transactions(Sale("T1", "1.00"));
        string header = data.Csv(Transactions).Split('\n')[0];
        string row = data.Csv(Transactions).Split('\n')[1];
        string Row(int part) =>
            row.Replace("T1,", $"T{part},", StringComparison.Ordinal)
                .Replace("C1,", part % 3 == 0 ? "nobody," : "C1,", StringComparison.Ordinal);
        data.Without(Transactions);
        for (int part = 100; part < 220; part++)
            data.Write($"{Transactions}/part-{part}.csv", $"{header}\n{Row(part)}\n{Row(1)}\n");
        for (int part = 220; part < 280; part++)
            ParquetFile.Write(data, $"{Transactions}/part-{part}.parquet", Values(header.Split(','), Row(part)));
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        // Of the parts 100 to 279 every third; of T1 119 are followed by another.
        Assert.That(
            builds.OnSpark[Transactions].Rejected,
            Is.EqualTo(new Dictionary<string, long> { ["duplicate_key"] = 119, ["orphan"] = 60 })
        );
        string[] reading =
        [
            .. builds.Statements.Where(sql => Regex.IsMatch(sql, @"\A(CREATE TABLE|INSERT INTO) \S+\.checked_transactions\b")),
        ];
        // 120 files of CSV in 50, 50 and 20, and then 50 and 10 of Parquet.
        Assert.That(
            reading.Select(sql => Regex.Count(sql, @"raw_transactions_\d|part-\d+\.parquet', ")),
            Is.EqualTo(new[] { 50, 50, 20, 50, 10 })
        );
    }

    [Test]
    public async Task Moments_and_numbers_in_all_spellings_come_out_the_same()
    {
        string[] moments =
        [
            "2026-06-01",
            " 2026-06-01\t",
            "2026-06-01 10:11",
            "2026-06-01T10:11:12",
            "2026-06-01 10:11:12.123456",
            "2026-06-01Z",
            "2026-06-01+05:30",
            "2026-06-01T23:30Z",
            "2026-06-01T23:30-05:00",
            "2026-06-01T04:00+05:30",
            "2026-06-01 10:11:12.5+02:00",
            "0001-01-01",
            "9999-12-31 23:59:59",
            "2026-06-01 10:11+18:00",
            "2026-06-01 10:11-18:00",
            "2026-06-01 10:11+18:01",
            "2026-06-01 10:11-23:59",
            "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:30:00-05:00",
            "2026-02-30",
            "2024-02-29",
            "24:00:00",
            "2026-06-01 24:00",
            "2026-06-01 10:61",
            "2026-06-01 10:11:60",
            "2026-6-1",
            "2026/06/01",
            "today",
            "now",
            "10:11:12",
            "2026-06-01 10",
            "2026-06-01 10:11:12 +02:00",
            "2026-06-01x",
            "0000-01-01",
            "2026-06-01 10:11:12.1234567",
            "",
            "   ",
            "1500-03-01",
        ];
        string[] numbers =
        [
            "1",
            "-1",
            "+1",
            "1.5",
            "1.50",
            "1.505",
            ".5",
            "1.",
            "1e3",
            "0x1F",
            "1_000",
            "00000000000012",
            "9999999999.99",
            "99999999999",
            "-0",
            " 7 ",
            "\t7\r",
            "7\n",
            "NaN",
            "1,5",
            "٣",
            "1.5f",
            "1 000",
            "-9999999999.99",
            "2147483648",
            "-2147483648",
        ];
        using SourceFolder data = new SourceFolder()
            .Customers([new { customer_id = "C1" }, .. moments.Select(text => new { registration_date = text, date_of_birth = text })])
            .Products([
                .. numbers.Select(text => new
                {
                    price = text,
                    cost = text,
                    weight_kg = text,
                }),
            ])
            .SupportTickets([
                .. moments.Select(text => new
                {
                    customer_id = "C1",
                    created_date = text,
                    satisfaction_score = "9",
                }),
            ])
            .AppUsage([
                .. numbers.Select(text => new
                {
                    customer_id = "C1",
                    pages_viewed = text,
                    session_duration_minutes = text,
                }),
            ])
            .LoyaltyProgram([
                .. numbers.Select(
                    (text, place) =>
                        new
                        {
                            customer_id = $"C{place + 1}",
                            lifetime_value = text,
                            points_balance = text,
                        }
                ),
            ]);
        using ModelsCopy models = new();
        // What models see of each value.
        File.WriteAllText(
            Path.Combine(models.Path, "views/seen_customers.sql"),
            "SELECT customer_id, registration_date, date_of_birth FROM customers ORDER BY customer_id"
        );
        File.WriteAllText(
            Path.Combine(models.Path, "views/seen_products.sql"),
            "SELECT product_id, price, cost, weight_kg FROM products ORDER BY product_id"
        );
        File.WriteAllText(
            Path.Combine(models.Path, "views/seen_tickets.sql"),
            "SELECT ticket_id, created_date, satisfaction_score FROM support_tickets ORDER BY ticket_id"
        );
        File.WriteAllText(
            Path.Combine(models.Path, "views/seen_usage.sql"),
            "SELECT usage_id, pages_viewed, session_duration_minutes FROM app_usage ORDER BY usage_id"
        );
        using BothBuilds builds = await BothBuilds.RunAsync(data, models: models.Path);

        builds.AssertEqual();
        foreach (string view in new[] { "seen_customers", "seen_products", "seen_tickets", "seen_usage" })
            Assert.That(
                builds.OnSpark.Rows($"SELECT * FROM {view} ORDER BY 1"),
                Is.EqualTo(builds.Embedded.Rows($"SELECT * FROM {view} ORDER BY 1")),
                view
            );
    }

    // On the emulated Spark this shows that the text stays what it is; what Spark writes by itself, 1.0000001E7, only a server shows.
    [TestCase("DOUBLE")]
    [TestCase("FLOAT")]
    public async Task Numbers_in_columns_of_text_are_spelled_the_same(string type)
    {
        string[] numbers =
        [
            "1",
            "-1",
            "0",
            "-0.0",
            "0.5",
            "-2.25",
            "10000001",
            "16777216",
            "-12345678900",
            "999999999999999",
            "1e15",
            "1e17",
            "'NaN'",
            "'inf'",
        ];
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        string rows = string.Join(", ", numbers.Select((number, place) => $"({place}, CAST({number} AS {type}))"));
        ParquetFile.WriteText(data, "all.parquet", Customers);
        ParquetFile.Write(
            data,
            $"{Customers}.parquet",
            $"SELECT c.* REPLACE (n.id AS customer_id, n.value AS first_name) FROM '{data.Path}/all.parquet' c, (VALUES {rows}) AS n (id, value)"
        );
        data.Without(Customers);
        using ModelsCopy models = new();
        File.WriteAllText(Path.Combine(models.Path, "views/seen_names.sql"), "SELECT customer_id, first_name FROM customers");
        using BothBuilds builds = await BothBuilds.RunAsync(data, models: models.Path);

        const string Seen = "SELECT * FROM seen_names ORDER BY customer_id::INTEGER";
        Assert.That(builds.OnSpark.Rows(Seen), Is.EqualTo(builds.Embedded.Rows(Seen)));
        Assert.That(builds.OnSpark.Rows(Seen), Has.Length.EqualTo(numbers.Length).And.Contains("6|10000001.0"));
    }

    [Test]
    public async Task Hostile_texts_and_names_come_out_the_same()
    {
        const string Hostile = "It's a \"test\"; DROP TABLE customers; -- \\' {x} %s :name ? `y` $1 日本 😀\nsecond line";
        using SourceFolder data = new SourceFolder()
            .Customers(
                new
                {
                    customer_id = Hostile,
                    first_name = Hostile,
                    customer_segment = Hostile,
                },
                new
                {
                    customer_id = "C2",
                    first_name = "\\N",
                    last_name = "\\",
                },
                new { customer_id = "", first_name = Hostile }
            )
            .LoyaltyProgram(new { customer_id = Hostile, loyalty_tier = Hostile });
        string[] lines = data.Csv(Customers).Split('\n', 2);
        // Four columns that nobody needs; each row ends with its country.
        data.Write(
            $"{Customers}.csv",
            lines[0]
                + ",\"`a` 'b' \\ \"\"c\"\"\",note,note,Note\n"
                + lines[1].Replace("Norway\n", "Norway,1,2,3,4\n", StringComparison.Ordinal)
        );
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual("row_id, source, file, key, column_name, reason");
    }

    [Test]
    public async Task Lines_within_quotes_that_look_like_rows_are_noted()
    {
        // Customers have 15 columns; of the four inner lines two have as many cells.
        string row = "C8" + new string(',', 14);
        using SourceFolder data = new SourceFolder().Customers(
            new { customer_id = "C1", first_name = $"Ada\n{row}\nno row\n{row}\n,,\nend" },
            new { customer_id = "C2", first_name = $"{row}\nend" }
        );
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        Assert.That(builds.OnSpark[Customers].Noted, Is.EqualTo(new Dictionary<string, long> { ["row_in_quotes"] = 2 }));
    }

    [Test]
    public async Task Bytes_that_are_no_text_reject_their_row()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" }, new { customer_id = "C2" });
        byte[] bytes = Encoding.Latin1.GetBytes(data.Csv(Customers).Replace("C2,", "C2\u00E9,", StringComparison.Ordinal));
        data.Write($"{Customers}.csv", bytes);
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        Assert.That(builds.OnSpark[Customers].Rejected, Is.EqualTo(new Dictionary<string, long> { ["unparsable"] = 1 }));
        builds.AssertEqual("row_id, source, file, column_name, reason");
    }

    [Test]
    public async Task What_queries_do_not_need_is_not_written_and_nothing_else_stays()
    {
        using SourceFolder data = FaultyRows.Create();
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        string[] files =
        [
            .. Directory
                .EnumerateFileSystemEntries(builds.OnSpark.Folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(builds.OnSpark.Folder, path)),
        ];
        Assert.That(
            files.Where(file => !file.EndsWith(".zstd.parquet", StringComparison.Ordinal)),
            Is.EquivalentTo(
                new[] { "c360.duckdb", "parquet", "parquet/customer_analytics_c360", "parquet/category_sales", "parquet/rejected_rows" }
            )
        );
        // One file of each.
        Assert.That(files.Count(file => file.EndsWith(".zstd.parquet", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    // On a cluster with HDFS a bare path is one of HDFS, where the service would find nothing.
    [Test]
    public async Task Whatever_the_service_keeps_is_named_as_a_file_of_the_machine()
    {
        using SourceFolder data = DozenCustomers.Create();
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        string[] naming = [.. builds.Statements.Where(sql => sql.Contains(builds.OnSpark.Folder, StringComparison.Ordinal))];
        // The database, and three tables.
        Assert.That(naming, Has.Length.EqualTo(4));
        Assert.That(naming, Is.All.Contains($"'file://{builds.OnSpark.Folder}/"));
        // The sources are where the user says.
        Assert.That(builds.Statements.Where(sql => sql.Contains(data.Path, StringComparison.Ordinal)), Is.All.Not.Contains("file:"));
    }

    private static object Sale(string transaction_id, string total_amount) =>
        new
        {
            transaction_id,
            customer_id = "C1",
            total_amount,
            transaction_date = "2026-06-01",
        };

    private static string Values(string[] columns, string line) =>
        "SELECT " + string.Join(", ", columns.Zip(line.Split(','), (column, cell) => $"'{cell}' AS {column}"));

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
