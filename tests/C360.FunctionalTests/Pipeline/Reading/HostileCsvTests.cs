using System.IO.Compression;
using System.Text;
using C360.Domain.Refreshing;
using C360.FunctionalTests.TestData;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>
/// Files of any bytes between two good ones, through the reader itself and against <see cref="ExpectedCsv"/>: they end in an error that names them, or
/// every row is used or rejected, and the good files are read as ever.
/// </summary>
internal sealed class HostileCsvTests
{
    private const string Customers = "customer/customers";
    private const string Commas = ",,,,,,,,,,,,";
    private const string Middle = Customers + "/middle.csv";

    private static readonly string Header = string.Join(',', SourceDefaults.All[Customers].Keys);

    // Line ends both ways, quotes with and without a reason, blanks, cells too many and too few, nothing, and no UTF-8.
    private static readonly string[] Pieces =
    [
        "\n",
        "\n",
        "\n",
        ",",
        ",",
        "\"",
        "\"",
        "\"\"",
        " ",
        "\t",
        "x",
        "é",
        "mid-1",
        "mid-2",
        "\0",
        "\u00FFraw",
        "\r\n",
        Commas + ",",
    ];

    private static readonly string[] Cells =
    [
        "",
        " ",
        "x",
        "mid-1",
        "mid-2",
        " mid-3\t",
        "\"mid-4\"",
        "\"a,b\"",
        "\"a\nb\"",
        "\"a\r\nb\"",
        "\"\"",
        "\"a\"\"b\"",
        " \"blank\"",
        "\"blank\" ",
        "5\" pipe",
        "\"torn\"x",
        "\"torn\" \"x\"",
        "日本",
        "\0",
        "\u00FFraw",
        "'",
        "\\",
        "\"\\\"",
    ];

    private static Gen<byte[]> Bytes =>
        from pieces in Gen.OneOf(Gen.Elements(Pieces), Gen.Choose(0, 255).Select(value => "\u00FF" + (char)value)).ListOf()
        from hasHeader in Gen.Elements(true, true, false)
        select ToBytes((hasHeader ? Header + "\n" : "") + string.Concat(pieces));

    private static Gen<byte[]> Rows =>
        from end in Gen.Elements("\n", "\r\n")
        from rows in Row.ListOf()
        from last in Gen.Elements(end, "", end + end)
        from first in Gen.Elements("", "", "", end, "\uFEFF")
        select ToBytes(first + string.Join(end, rows.Prepend(Header)) + last);

    private static Gen<string> Row =>
        Gen.Frequency(
            (12, from id in Gen.Elements(Cells) from name in Gen.Elements(Cells) select $"{id},{name},{Commas}"),
            (1, from id in Gen.Elements(Cells) select $"{id},{Commas}"),
            (1, from id in Gen.Elements(Cells) select $"{id},,,{Commas}"),
            (1, Gen.Elements("", " ", "x", ",", "\"\""))
        );

    private static Gen<byte[]> Mutations =>
        from good in Rows
        from changes in Gen.Zip(Gen.Choose(0, 1 << 20), Gen.OneOf(Gen.Elements(Pieces), Gen.Constant(""))).ListOf()
        select changes.Aggregate(good, (bytes, change) => Mutated(bytes, change.Item1, change.Item2));

    [Property(MaxTest = 40)]
    public Property Any_bytes_end_in_an_error_or_in_counted_rows() => Prop.ForAll(Bytes.ToArbitrary(), IsReadAsExpected);

    [Property(MaxTest = 40)]
    public Property Any_rows_are_used_or_rejected_as_the_contract_says() => Prop.ForAll(Rows.ToArbitrary(), IsReadAsExpected);

    [Property(MaxTest = 40)]
    public Property Any_change_of_a_file_ends_in_an_error_or_in_counted_rows() => Prop.ForAll(Mutations.ToArbitrary(), IsReadAsExpected);

    [Property(MaxTest = 15)]
    public Property Any_change_of_a_compressed_file_is_noticed() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, 1 << 20), Gen.Elements("", "x", "\0")).ToArbitrary(),
            change =>
            {
                byte[] good = Gzip(ToBytes($"{Header}\nmid-1,,{Commas}\nmid-2,,{Commas}\n"));
                byte[] bad = Mutated(good, change.Item1, change.Item2);
                string? message = Message(bad, Middle + ".gz", out string[] rows);
                // Only the time and the system in the header of gzip mean nothing.
                return message is null ? rows.Length == 4 : message.StartsWith(Middle + ".gz", StringComparison.Ordinal);
            }
        );

    private static void IsReadAsExpected(byte[] file)
    {
        ExpectedCsv expected = ExpectedCsv.Of(file);
        using SourceFolder data = Folder(file, Middle);
        if (expected.IsFault)
        {
            Assert.That(
                () => new ReadSources(data.Path, Customers).Dispose(),
                Throws.TypeOf<RefreshFailedException>().With.Message.StartsWith(Middle)
            );
            return;
        }
        using var read = new ReadSources(data.Path, Customers);
        // The last of a key stays; the good files have ids of their own.
        string[] used =
        [
            "first|∅",
            .. expected.Used.Where((row, place) => expected.Used.FindLastIndex(other => other.Id == row.Id) == place).Select(Shown),
            "last|∅",
        ];
        Assert.That(read.Rows("SELECT customer_id, first_name FROM customers"), Is.EqualTo(used));
        Assert.That(
            read.Rows($"SELECT line, reason FROM rejected_rows WHERE file = '{Middle}' AND reason <> 'duplicate_key'"),
            Is.EquivalentTo(expected.Rejected)
        );
        Assert.That(read[Customers].Read, Is.EqualTo(2 + expected.Used.Count + expected.Rejected.Count));
        Assert.That(read[Customers].Used, Is.EqualTo(used.Length));
    }

    private static string Shown((string Id, string? Name) row) => $"{row.Id}|{row.Name ?? "∅"}";

    private static string? Message(byte[] file, string path, out string[] rows)
    {
        rows = [];
        using SourceFolder data = Folder(file, path);
        try
        {
            using var read = new ReadSources(data.Path, Customers);
            rows = read.Rows("SELECT customer_id FROM customers");
            return null;
        }
        catch (RefreshFailedException error)
        {
            return error.Message;
        }
    }

    private static SourceFolder Folder(byte[] file, string path) =>
        new SourceFolder()
            .Without(Customers)
            .Write(Customers + "/first.csv", $"{Header}\nfirst,,{Commas}\n")
            .Write(path, file)
            .Write(Customers + "/nearly.csv", $"{Header}\nlast,,{Commas}\n");

    // A byte taken away, or a text put in or over what is there.
    private static byte[] Mutated(byte[] bytes, int change, string text)
    {
        int place = (change >> 2) % (bytes.Length + 1);
        byte[] put = ToBytes(text);
        return (change & 3) switch
        {
            0 => bytes[..place],
            1 => [.. bytes[..place], .. put, .. bytes[Math.Min(bytes.Length, place + 1)..]],
            _ => [.. bytes[..place], .. put, .. bytes[place..]],
        };
    }

    // UTF-8, but the character after ÿ is a byte as it is.
    private static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            bytes.AddRange(
                text[i] == '\u00FF' && i + 1 < text.Length ? [(byte)(text[++i] | 0x80)] : Encoding.UTF8.GetBytes(text[i..(i + 1)])
            );
        }
        return [.. bytes];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }
        return compressed.ToArray();
    }
}
