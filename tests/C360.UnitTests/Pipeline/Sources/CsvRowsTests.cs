using System.IO.Compression;
using System.Text;
using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.UnitTests.Pipeline.Sources;

internal sealed class CsvRowsTests
{
    // What the reader holds of a file at a time.
    private const int Buffer = 1_762_144;

    private string _path = "";

    [SetUp]
    public void NameFile() => _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [Test]
    public void Rows_are_the_same_wherever_the_buffer_ends([Range(0, 44)] int before, [Values] bool compressed)
    {
        const string Hard = "\"a\"\"b\r\nc\", \"d\" ,é\r\n\r\n\"e\"f,,\r\n,\"\",\"\"\"\"\r\nlast,\",\",x\r\n";
        var text = new StringBuilder("h1,h2,h3\r\n");
        while (text.Length < Buffer - 1_000)
        {
            text.Append("filling,the,buffer\r\n");
        }
        // A line of as many letters as are missing.
        text.Append(new string('y', Buffer - before - text.Length - 4)).Append(",,\r\n").Append(Hard);
        Write(text.ToString(), compressed);

        Assert.That(Rows(compressed).TakeLast(4), Is.EqualTo(new[] { "a\"b\r\nc|d|é odd", "ef|| broken", "||\"", "last|,|x" }));
    }

    [Test]
    public void A_line_of_any_length_takes_little_memory()
    {
        using (var file = new StreamWriter(_path))
        {
            file.Write("h1,h2\n\"");
            for (int i = 0; i < 100; i++)
            {
                file.Write(new string('x', 1_000_000));
            }
            file.Write("\",y\nlast,row\n");
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        List<string> rows = Rows(compressed: false);

        Assert.Multiple(() =>
        {
            // A hundred million bytes: less than a twentieth of them.
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - allocated, Is.LessThan(5_000_000));
            Assert.That(rows, Has.Count.EqualTo(2));
            Assert.That(rows[0], Does.EndWith("xxx broken").And.Length.LessThan(11_000));
            Assert.That(rows[1], Is.EqualTo("last|row"));
        });
    }

    [TestCase(1_500_000, false)]
    [TestCase(1_500_001, true)]
    [TestCase(1_762_130, true)]
    [TestCase(1_762_144, true)]
    [TestCase(3_000_000, true)]
    public void A_row_has_at_most_a_million_and_a_half_bytes(int length, bool isBroken)
    {
        Write($"h1,h2\n{new string('x', length - 1)},\n,\n", compressed: false);

        Assert.That(
            Rows(compressed: false).Select(row => row.EndsWith("broken", StringComparison.Ordinal)),
            Is.EqualTo(new[] { isBroken, false })
        );
    }

    [Test]
    public void A_quote_that_opens_in_a_long_line_is_found_where_it_is()
    {
        Write($"h1,h2\n1,2\n{new string('x', 2_000_000)},\"a\n\"\"{new string('\n', 2_000_000)}", compressed: false);

        Assert.That(
            () => Rows(compressed: false),
            Throws.TypeOf<RefreshFailedException>().With.Message.EqualTo("x.csv, line 3: a quote opens and is never closed.")
        );
    }

    [Test]
    public void A_file_that_is_gone_is_named() =>
        Assert.That(() => Rows(compressed: false), Throws.TypeOf<RefreshFailedException>().With.Message.EqualTo("x.csv cannot be opened."));

    private void Write(string text, bool compressed)
    {
        using FileStream file = File.Create(_path);
        using Stream to = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        to.Write(Encoding.UTF8.GetBytes(text));
    }

    private List<string> Rows(bool compressed)
    {
        var found = new List<string>();
        using CsvRows rows = CsvRows.Open(new SourceFile(_path, compressed ? "x.csv.gz" : "x.csv"), CancellationToken.None);
        while (rows.Read())
        {
            string state =
                rows.IsBroken ? " broken"
                : rows.IsOdd ? " odd"
                : "";
            if (!rows.Bytes.StartsWith("filling"u8))
            {
                found.Add(string.Join('|', rows.Cells()) + state);
            }
        }
        return found;
    }
}
