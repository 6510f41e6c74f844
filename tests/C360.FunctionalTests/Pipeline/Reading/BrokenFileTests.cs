using System.IO.Compression;
using System.Text;
using C360.Domain.Refreshing;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>CSV files that stop a refresh, each the second of three parts: the message names it and the line, and never a folder of the machine.</summary>
internal sealed class BrokenFileTests
{
    private const string Customers = "customer/customers";
    private const string Part = Customers + "/2.csv";
    private const string Commas = ",,,,,,,,,,,,,,";

    private static readonly string Header = string.Join(',', SourceDefaults.All[Customers].Keys);
    private static readonly byte[] Compressed = Gzip($"{Header}\nC1{Commas}\nC2{Commas}\n");

    // The header is line 1.
    [TestCase("C1,\"Ann" + Commas, 2)]
    [TestCase("C1" + Commas + "\n\nC2,\"two\nlines\",\"Bo" + Commas + "\nC3" + Commas + "\n", 5)]
    [TestCase("C1" + Commas + "\n\"", 3)]
    [TestCase("C1,\"\"\"\n\"\"", 2)]
    public void A_quote_that_is_never_closed_is_named_with_its_line(string rows, int line) =>
        Assert.That(Message($"{Header}\n{rows}"), Is.EqualTo($"{Part}, line {line}: a quote opens and is never closed."));

    // A quote that opens on line 3 and is closed by the opening quote of a cell far below: the rows between would be lost as one.
    [TestCase("\n", "C1" + Commas + "\nC2" + Commas + "\r\nC3" + Commas + "\n", 3)]
    [TestCase("\r\n", "C1" + Commas + "\r\nC2" + Commas + "\n", 3)]
    [TestCase("\n", "C1" + Commas + "\n\r\nC2" + Commas + "\n", 3)]
    [TestCase("\n", "\"two\nlines\"" + Commas + "\nC1,An\rn" + Commas + "\n", 4)]
    [TestCase("\r", "C1" + Commas + "\rC2" + Commas, 1)]
    public void Lone_CRs_and_mixed_line_ends_are_named_with_their_line(string end, string rows, int line) =>
        Assert.That(
            Message(Header + end + rows),
            Is.EqualTo($"{Part}, line {line}, cannot be read as CSV in UTF-8 with one kind of line end, LF or CRLF.")
        );

    [Test]
    public void UTF_16_is_not_UTF_8([Values] bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);

        Assert.That(Message([.. encoding.Preamble, .. encoding.GetBytes(Header)]), Is.EqualTo($"{Part} is in UTF-16, not in UTF-8."));
    }

    [Test]
    public void A_header_in_another_encoding_is_named() =>
        Assert.That(
            Message([.. Encoding.UTF8.GetBytes(Header), .. ",caf\u00E9\n"u8[..4], 0xE9, (byte)'\n']),
            Is.EqualTo($"{Part}, line 1, names the columns, but it is not in UTF-8.")
        );

    [Test]
    public void A_header_with_text_after_a_quote_is_named() =>
        Assert.That(
            Message($"\n{Header},\"x\"y\n"),
            Is.EqualTo($"{Part}, line 2, names the columns, but it has something else than a comma after a quote that closes.")
        );

    [Test]
    public void A_header_without_end_is_named() =>
        Assert.That(
            Message($"{Header},{new string('x', 10_000_000)}\n"),
            Is.EqualTo($"{Part}, line 1, names the columns, but it is longer than 1500000 bytes.")
        );

    [TestCase("")]
    [TestCase("\n\n\n")]
    public void A_file_without_any_line_names_no_columns(string text) =>
        Assert.That(Message(text), Is.EqualTo($"{Part} is empty; its first line must name the columns."));

    [TestCase("email", "E-Mail", "; it has E-Mail instead")]
    [TestCase("first_name", "firstname", "; it has firstname instead")]
    [TestCase("email", "e", "")]
    public void A_missing_column_is_named_with_the_nearest_that_is_there(string column, string found, string instead) =>
        Assert.That(
            Message(Header.Replace(column, found, StringComparison.Ordinal) + "\n"),
            Is.EqualTo($"{Part} lacks the column {column}{instead}.")
        );

    [Test]
    public void A_gzip_that_was_cut_off_is_named([Values(1, 4, 8, 9, 12, 20, 40)] int cut) =>
        Assert.That(GzipMessage(Compressed[..^cut]), Is.EqualTo(Damaged));

    [Test]
    public void What_follows_a_gzip_is_named([Values("x", "\0\0\0\0", "garbage that is longer than a header of gzip")] string garbage) =>
        Assert.That(GzipMessage([.. Compressed, .. Encoding.UTF8.GetBytes(garbage)]), Is.EqualTo(Damaged));

    [Test]
    public void A_gzip_with_a_changed_byte_is_named()
    {
        byte[] changed = [.. Compressed];
        changed[^6] ^= 1; // of the checksum

        Assert.That(GzipMessage(changed), Is.EqualTo(Damaged));
    }

    [Test]
    public void Text_with_the_name_of_a_gzip_is_named() => Assert.That(GzipMessage(Encoding.UTF8.GetBytes(Header)), Is.EqualTo(Damaged));

    [Test]
    public void An_empty_gzip_names_no_columns([Values] bool isFile) =>
        Assert.That(GzipMessage(isFile ? [] : Gzip("")), Is.EqualTo($"{Part}.gz is empty; its first line must name the columns."));

    private const string Damaged = Part + ".gz cannot be decompressed: it is not gzip, or damaged, cut off or followed by something else.";

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }

    private static string Message(string text) => Message(Encoding.UTF8.GetBytes(text));

    private static string Message(byte[] file) => Message(Part, file);

    private static string GzipMessage(byte[] file) => Message(Part + ".gz", file);

    private static string Message(string path, byte[] file)
    {
        using SourceFolder data = new SourceFolder()
            .Without(Customers)
            .Write(Customers + "/1.csv", $"{Header}\nA{Commas}\n")
            .Write(path, file)
            .Write(Customers + "/3.csv", $"{Header}\nB{Commas}\n");
        return Assert.Throws<RefreshFailedException>(() => new ReadSources(data.Path, Customers).Dispose())!.Message;
    }
}
