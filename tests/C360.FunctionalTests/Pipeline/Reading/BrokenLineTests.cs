using System.IO.Compression;
using System.Text;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>CSV with lines that are no rows, in the second of three parts: they are counted with their line, and everything else is read.</summary>
internal sealed class BrokenLineTests
{
    private const string Customers = "customer/customers";
    private const string Part = Customers + "/2.csv";
    private const string Commas = ",,,,,,,,,,,,,,";

    private static readonly string Header = string.Join(',', SourceDefaults.All[Customers].Keys);

    [Test]
    public void Surplus_cells_are_surplus_also_when_they_are_empty([Values(",", ",,", ",\"\"", ", ")] string surplus) =>
        AssertIsRejected($"bad{Commas}{surplus}", "bad");

    [Test]
    public void A_line_of_blanks_has_too_few_cells([Values(" ", "\t ", "\"\"", ",")] string blanks) => AssertIsRejected(blanks, "∅");

    [Test]
    public void Text_after_a_cell_in_quotes_belongs_to_no_cell() => AssertIsRejected($"bad,\"Ann\"e,\"two\nlines\"{Commas[2..]}", "bad");

    // A quote that is missing on the first line is found where the next one opens: the rows between are values of one row, broken or not.
    [TestCase("closed\"", "2 read, 1 used, rejected unparsable 1", 50)]
    [TestCase("inch\",,,,,,,,,,,,", "2 read, 2 used", 51)]
    public void Rows_that_a_missing_quote_swallows_are_counted_as_such(string closing, string figures, int within)
    {
        // Fifty of the lines between are rows. The second closing leaves 15 cells, and its line by itself is the fifty-first.
        string swallowed = string.Concat(Enumerable.Repeat($"C2{Commas}\nC3,two\n", 50));
        using SourceFolder data = new SourceFolder()
            .Without(Customers)
            .Write(
                Customers + ".csv",
                $"{Header}\nC0{Commas}\nC1,\"open\n{swallowed}C900,{closing}{(closing.EndsWith(',') ? "," : Commas[2..])}\n"
            );
        using var read = new ReadSources(data);

        Assert.That(Figures.Of(read[Customers]), Is.EqualTo(figures));
        Assert.That(read[Customers].WithinQuotes, Is.EqualTo(within));
    }

    [Test]
    public void Lines_of_text_are_no_rows()
    {
        using SourceFolder data = new SourceFolder().Customers(new { first_name = "Ann,\n\n,,\r\nLee", last_name = "a,b,c" }, new { });
        using var read = new ReadSources(data);

        Assert.That(Figures.Of(read[Customers]), Is.EqualTo("2 read, 2 used"));
        Assert.That(read[Customers].WithinQuotes, Is.Zero);
    }

    [Test]
    public void Of_a_row_that_is_too_long_every_line_may_be_one()
    {
        string swallowed = string.Concat(Enumerable.Repeat(new string('x', 1000) + "\n", 2000));
        using SourceFolder data = Folder(Encoding.UTF8.GetBytes($"bad,\"open\n{swallowed}\"{Commas[1..]}"));
        using var read = new ReadSources(data);

        AssertOnlyBadIsRejected(read, "bad");
        Assert.That(read[Customers].WithinQuotes, Is.EqualTo(2001));
    }

    [Test]
    public void Bytes_that_are_no_UTF_8_reject_their_row()
    {
        using SourceFolder data = Folder([.. Encoding.UTF8.GetBytes("bad,caf"), 0xE9, .. Encoding.UTF8.GetBytes(Commas[1..])]);
        using var read = new ReadSources(data);

        AssertOnlyBadIsRejected(read, "bad");
        Assert.That(read.Rows("SELECT raw_values->>'first_name' FROM rejected_rows"), Is.EqualTo(new[] { "caf\uFFFD" }));
    }

    [TestCase(10_000_000, "{0}")]
    [TestCase(10_000_000, "\"{0}\"")]
    [TestCase(1_500_001, "{0}")]
    public void A_line_of_more_than_a_million_and_a_half_bytes_is_no_row(int length, string form)
    {
        string field = form.Replace("{0}", new string('x', length), StringComparison.Ordinal);
        using SourceFolder data = Folder(Encoding.UTF8.GetBytes($"bad,{field}{Commas[1..]}"));
        using var read = new ReadSources(data);

        AssertOnlyBadIsRejected(read, "bad");
        // Its beginning says which it was.
        Assert.That(read.Rows("SELECT length(raw_values) < 11000 FROM rejected_rows"), Is.EqualTo(new[] { "true" }));
    }

    [Test]
    public void Five_million_cells_are_one_broken_line() => AssertIsRejected("bad" + new string(',', 5_000_000), "bad");

    [Test]
    public void A_long_value_is_read()
    {
        string name = new('x', 1_400_000);
        using SourceFolder data = Folder(Encoding.UTF8.GetBytes($"long,{name}{Commas[1..]}\nbad,"));
        using var read = new ReadSources(data);

        Assert.That(
            read.Rows("SELECT customer_id, length(first_name) FROM customers WHERE first_name IS NOT NULL"),
            Is.EqualTo(new[] { "long|1400000" })
        );
    }

    [Test]
    public void NUL_is_a_character_like_others([Values] bool alsoBroken)
    {
        using SourceFolder data = Folder(
            Encoding.UTF8.GetBytes($"a\0b,\0{Commas[1..]}\na{Commas}\n" + (alsoBroken ? "x\0y" : $",\0{Commas[1..]}"))
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT customer_id, first_name FROM customers"),
                Is.EqualTo(new[] { "C1|∅", "C2|∅", "a\0b|\0", "a|∅", "C3|∅", "C4|∅" })
            );
            Assert.That(
                read.Rows("SELECT line, key, reason FROM rejected_rows"),
                Is.EqualTo(new[] { alsoBroken ? "5|x\0y|unparsable" : "5|∅|missing" })
            );
        });
    }

    [Test]
    public void Quotes_with_blanks_around_them_are_quotes_also_beside_a_broken_line([Values("", "bad\n")] string broken)
    {
        using SourceFolder data = Folder(
            Encoding.UTF8.GetBytes($"{broken} \"a,b\" ,\t\"say \"\"hi\"\"\n5\"\"\"\t{Commas[1..]}\nd,5\" pipe{Commas[1..]}")
        );
        using var read = new ReadSources(data);

        Assert.That(
            read.Rows("SELECT customer_id, first_name FROM customers"),
            Is.EqualTo(new[] { "C1|∅", "C2|∅", "a,b|say \"hi\"\n5\"", "d|5\" pipe", "C3|∅", "C4|∅" })
        );
    }

    [Test]
    public void Empty_lines_are_no_rows_also_before_the_header([Values("\n", "\r\n")] string end, [Values] bool mark)
    {
        string text = $"\n\n{Header}\n\nC1{Commas}\n\nbad\n\n".Replace("\n", end, StringComparison.Ordinal);
        using SourceFolder data = new SourceFolder().Write(Customers + ".csv", (mark ? "\uFEFF" : "") + text);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(new[] { "C1" }));
            Assert.That(read.Rows("SELECT file, line, key FROM rejected_rows"), Is.EqualTo(new[] { Customers + ".csv|7|bad" }));
        });
    }

    [Test]
    public void A_header_may_have_quotes_blanks_and_a_byte_order_mark()
    {
        string header = string.Join(" , ", SourceDefaults.All[Customers].Keys.Select(name => $"\"{name}\""));
        using SourceFolder data = new SourceFolder().Write(Customers + ".csv", $"\uFEFF{header}\nC1{Commas}\nC2,Ann{Commas[1..]}");
        using var read = new ReadSources(data);

        Assert.That(read.Rows("SELECT customer_id, first_name FROM customers"), Is.EqualTo(new[] { "C1|∅", "C2|Ann" }));
    }

    [Test]
    public void An_extra_column_may_have_a_name_of_two_lines()
    {
        // The engine alone finds no row below such a header when lines end with CRLF.
        using SourceFolder data = new SourceFolder().Write(
            Customers + ".csv",
            $"\"a\nb\",{Header}\r\nx,C1{Commas}\r\n,C2{Commas}\r\nbad\r\n"
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(new[] { "C1", "C2" }));
            Assert.That(read.Rows("SELECT line, raw_values FROM rejected_rows"), Is.EqualTo(new[] { "5|{\"a\\nb\":\"bad\"}" }));
        });
    }

    [Test]
    public void The_last_line_needs_no_end([Values("", "\n", "\r")] string end)
    {
        using SourceFolder data = new SourceFolder().Write(Customers + ".csv", $"{Header}\nC1{Commas}\nC2{Commas}{end}");
        using var read = new ReadSources(data);

        Assert.That(read.Rows("SELECT customer_id, country FROM customers"), Is.EqualTo(new[] { "C1|∅", "C2|∅" }));
    }

    [Test]
    public void All_members_of_a_gzip_are_read([Values("", "bad\n")] string broken)
    {
        using SourceFolder data = new SourceFolder()
            .Without(Customers)
            .Write(Customers + ".csv.gz", [.. Gzip($"{Header}\nC1{Commas}\nC2"), .. Gzip(""), .. Gzip($"{Commas}\n{broken}C3{Commas}\n")]);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(new[] { "C1", "C2", "C3" }));
            Assert.That(read[Customers].Read, Is.EqualTo(broken.Length > 0 ? 4 : 3));
        });
    }

    [Test]
    public void Clean_and_broken_parts_take_turns()
    {
        SourceFolder data = new SourceFolder().Without(Customers);
        for (int part = 0; part < 20; part++)
        {
            // One good row each, and every other with a broken line before it.
            data.Write($"{Customers}/{part:00}.csv", $"{Header}\n{(part % 2 == 1 ? $"bad{part}\n" : "")}good{part}{Commas}\n");
        }
        using var read = new ReadSources(data);
        data.Dispose();

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(Enumerable.Range(0, 20).Select(part => $"good{part}")));
            Assert.That(
                read.Rows("SELECT file, line, key FROM rejected_rows ORDER BY file"),
                Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"{Customers}/{(2 * i) + 1:00}.csv|2|bad{(2 * i) + 1}"))
            );
        });
    }

    private static void AssertIsRejected(string line, string key)
    {
        using SourceFolder data = Folder(Encoding.UTF8.GetBytes(line));
        using var read = new ReadSources(data);
        AssertOnlyBadIsRejected(read, key);
    }

    private static void AssertOnlyBadIsRejected(ReadSources read, string key) =>
        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(new[] { "C1", "C2", "C3", "C4" }));
            Assert.That(read.Rows("SELECT file, line, key, reason FROM rejected_rows"), Is.EqualTo(new[] { $"{Part}|3|{key}|unparsable" }));
            Assert.That(read[Customers].Read, Is.EqualTo(5));
        });

    // C1; C2, the line, C3; C4.
    private static SourceFolder Folder(byte[] line) =>
        new SourceFolder()
            .Without(Customers)
            .Write(Customers + "/1.csv", $"{Header}\nC1{Commas}\n")
            .Write(Part, [.. Encoding.UTF8.GetBytes($"{Header}\nC2{Commas}\n"), .. line, .. Encoding.UTF8.GetBytes($"\nC3{Commas}\n")])
            .Write(Customers + "/3.csv", $"{Header}\nC4{Commas}\n");

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }
}
