using System.Text;
using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class UnreadableParquetTests
{
    private const string Products = "products/products";

    // What a part says when it cannot be read, with a good part before it and one behind it.
    [TestCase("zero bytes", "b.parquet cannot be read as Parquet.")]
    [TestCase("magic only", "b.parquet cannot be read as Parquet.")]
    [TestCase("half", "b.parquet cannot be read as Parquet.")]
    [TestCase("all but one byte", "b.parquet cannot be read as Parquet.")]
    [TestCase("CSV", "b.parquet cannot be read as Parquet.")]
    [TestCase("garbage footer", "b.parquet cannot be read as Parquet.")]
    [TestCase("garbage pages", "b.parquet cannot be read as Parquet.")]
    [TestCase("a text that is not UTF-8", "b.parquet has a text that is not UTF-8.")]
    public void A_damaged_file_is_named(string damage, string message)
    {
        using SourceFolder data = new SourceFolder()
            .Parts(Products, "a.parquet", new { product_id = "P1" })
            .Parts(Products, "b.parquet", new { product_id = "P2", product_name = "QQQQQQ" })
            .Parts(Products, "c.parquet", new { product_id = "P3" });
        string path = Path.Combine(data.Path, Products, "b.parquet");
        File.WriteAllBytes(path, Damaged(File.ReadAllBytes(path), damage));

        Assert.That(() => Message(data), Is.EqualTo($"{Products}/{message}"));
    }

    [Test]
    public void A_damaged_file_is_named_even_if_the_engine_does_not_name_it()
    {
        using SourceFolder data = new SourceFolder()
            .Parts(Products, "a.parquet", new { product_id = "P1" })
            .Parts(Products, "b.parquet", new { product_id = "P2" });
        string path = Path.Combine(data.Path, Products, "b.parquet");
        byte[] bytes = File.ReadAllBytes(path);
        // The header of the first page, which stands behind the magic bytes.
        Array.Fill(bytes, (byte)0xFF, 4, 8);
        File.WriteAllBytes(path, bytes);

        Assert.That(() => Message(data), Is.EqualTo($"{Products}/b.parquet cannot be read as Parquet."));
    }

    // Of some damage DuckDB says that a read failed, as of a full disk, and names no file.
    [TestCase(false, ExpectedResult = "products/products/b.parquet cannot be read as Parquet.")]
    [TestCase(true, ExpectedResult = "IO Error: something went wrong")]
    public string A_failed_read_is_the_fault_of_a_file_that_cannot_be_read_or_else_of_none(bool isGood)
    {
        using SourceFolder data = new SourceFolder().Parts(Products, "a.parquet", new { }).Parts(Products, "b.parquet", new { });
        if (!isGood)
        {
            data.Write(Products + "/b.parquet", "PAR1");
        }
        using DuckDbDatabase engine = DuckDbDatabase.Open(":memory:", new DuckDbSettings { Threads = 1, AllowedDirectories = [data.Path] });
        using DuckDbConnection connection = engine.Connect();
        LocatedSource located = SourceFiles.Locate(data.Path).Single(source => source.Source == DeclaredSources.Products);

        return UnreadableFile
            .Fault(
                located.Source,
                [new FileRun(0, located.Files, [])],
                new DuckDbException("IO Error: something went wrong", DuckDbErrorKind.Io),
                connection,
                CancellationToken.None
            )
            .Message;
    }

    [Test]
    public void Encrypted_Parquet_cannot_be_read()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        ParquetFile.Write(data, Products + ".parquet", Part.Select(Products));
        string path = Path.Combine(data.Path, Products + ".parquet");
        byte[] bytes = File.ReadAllBytes(path);
        // Files with an encrypted footer begin and end with PARE instead of PAR1.
        bytes[3] = bytes[^1] = (byte)'E';
        File.WriteAllBytes(path, bytes);

        Assert.That(() => Message(data), Is.EqualTo($"{Products}.parquet cannot be read as Parquet."));
    }

    [Test]
    public void A_column_that_is_there_twice_is_named()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        ParquetFile.Write(data, Products + ".parquet", Part.Select(Products, ("QQQQQ", "'x'")));
        Renamed.Replace(data, Products + ".parquet", "QQQQQ", "brand");

        Assert.That(() => Message(data), Is.EqualTo($"{Products}.parquet has 2 columns named brand."));
    }

    [Test]
    public void A_column_in_another_case_is_another_column()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        ParquetFile.Write(data, Products + ".parquet", Part.Select(Products));
        Renamed.Replace(data, Products + ".parquet", "brand", "Brand");

        Assert.That(() => Message(data), Is.EqualTo($"{Products}.parquet lacks the column brand; it has Brand instead."));
    }

    [Test]
    public void An_extra_column_that_cannot_be_read_is_named_when_a_rejected_row_is_to_be_shown()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        ParquetFile.Write(data, Products + ".parquet", Part.Select(Products, ("product_id", "''"), ("extra", "'QQQQQQ'")));
        Renamed.Replace(data, Products + ".parquet", "QQQQQQ"u8, [0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA]);

        Assert.That(() => Message(data), Is.EqualTo($"{Products}.parquet has a text that is not UTF-8."));
    }

    private static byte[] Damaged(byte[] good, string damage)
    {
        var random = new Random(1);
        byte[] noise = new byte[good.Length - 20];
        random.NextBytes(noise);
        int footer = BitConverter.ToInt32(good, good.Length - 8);
        return damage switch
        {
            "zero bytes" => [],
            "magic only" => Encoding.ASCII.GetBytes("PAR1PAR1"),
            "half" => good[..(good.Length / 2)],
            "all but one byte" => good[..^1],
            "CSV" => Encoding.ASCII.GetBytes("product_id,product_name\nP1,Thing\n"),
            "garbage footer" => [.. good[..^(footer + 8)], .. noise[..footer], .. good[^8..]],
            "garbage pages" => [.. good[..4], .. noise[..(good.Length - footer - 12)], .. good[^(footer + 8)..]],
            _ => Renamed.Bytes(good, "QQQQQQ"u8, [0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA]),
        };
    }

    private static string Message(SourceFolder data)
    {
        try
        {
            new ReadSources(data).Dispose();
            return "";
        }
        catch (RefreshFailedException error)
        {
            return error.Message;
        }
    }
}
