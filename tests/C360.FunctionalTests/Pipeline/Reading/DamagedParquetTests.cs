using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>
/// Whatever stands in a file that is called Parquet: the refresh fails and names it, or every row of it is used or rejected. It never ends the process,
/// never goes on for ever and never touches what other sources hold.
/// </summary>
internal sealed class DamagedParquetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] EveryColumn =
    [
        .. DeclaredSources.All.SelectMany(source => source.Columns).Select(column => column.Name),
    ];

    private SourceFolder _data = null!;
    private byte[][] _good = null!;
    private DuckDbDatabase _database = null!;
    private int _cases;

    [OneTimeSetUp]
    public void Write()
    {
        _data = new SourceFolder();
        // Twenty products of which one has no key and two have the same; once as text, once typed.
        string rows = $"""
            SELECT * REPLACE (CASE r WHEN 3 THEN '' WHEN 5 THEN 'P4' ELSE 'P' || r END AS product_id, 'Thing ' || r % 4 AS product_name)
            FROM ({Part.Select("products/products")}), range(20) t(r)
            """;
        ParquetFile.Write(_data, "text.parquet", rows);
        ParquetFile.Write(
            _data,
            "typed.parquet",
            $"SELECT * REPLACE (price::DOUBLE AS price, cost::DECIMAL(9, 4) AS cost, created_date::TIMESTAMP AS created_date), [1, NULL] AS extra FROM ({rows})"
        );
        ParquetFile.Write(_data, "customers.parquet", Part.Select("customer/customers") + " FROM range(7)");
        _good = [File.ReadAllBytes(PathOf("text.parquet")), File.ReadAllBytes(PathOf("typed.parquet"))];
        _database = Open();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _database.Dispose();
        _data.Dispose();
    }

    [Property(MaxTest = 100)]
    public Property Changed_bytes_are_an_error_or_rows() =>
        Prop.ForAll(
            Changed.ToArbitrary(),
            change =>
            {
                byte[] bytes = [.. _good[change.File]];
                foreach ((int place, byte value) in change.Bytes)
                {
                    bytes[place % bytes.Length] = value;
                }
                return IsErrorOrRows(bytes);
            }
        );

    [Property(MaxTest = 25)]
    public Property A_file_without_its_end_is_an_error() =>
        Prop.ForAll(Piece.ToArbitrary(), piece => IsError(_good[piece.File][..^piece.Without]));

    // What is missing may be of no use to a reader.
    [Property(MaxTest = 25)]
    public Property A_file_without_its_middle_is_an_error_or_rows() =>
        Prop.ForAll(
            Piece.ToArbitrary(),
            piece => IsErrorOrRows([.. _good[piece.File][..^piece.Without], .. _good[piece.File][^piece.Tail..]])
        );

    [Property(MaxTest = 25)]
    public Property Random_bytes_are_an_error() => Prop.ForAll(Noise.ToArbitrary(), IsError);

    [Test]
    public void An_undamaged_file_is_no_error([Values(0, 1)] int file) =>
        // Twice twenty rows, of which one has no key each; 18 different keys.
        Assert.That(Read(_good[file]), Is.EqualTo("40 read, 18 used, rejected duplicate_key 20, missing 2"));

    // Places from the end are those of the footer, where most can go wrong.
    private static Gen<(int File, (int Place, byte Value)[] Bytes)> Changed =>
        from file in Gen.Choose(0, 1)
        from bytes in (
            from place in Gen.OneOf(Gen.Choose(0, 1 << 20), Gen.Choose(4, 700))
            from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 1, 0x7F, 0x80, 0xFF))
            select (place, (byte)value)
        ).ArrayOf()
        select (file, bytes.Length > 3 ? bytes[..3] : bytes);

    // How much is left out, counted from the end, and how much of that is there after all.
    private static Gen<(int File, int Without, int Tail)> Piece =>
        from file in Gen.Choose(0, 1)
        from without in Gen.Choose(1, 1500)
        from tail in Gen.Choose(0, without - 1)
        select (file, without, tail);

    // With the marks of Parquet and without.
    private static Gen<byte[]> Noise =>
        from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        from footer in Gen.Choose(0, 300)
        from marked in Gen.Elements(true, false)
        select marked ? [.. "PAR1"u8, .. bytes, .. BitConverter.GetBytes(footer), .. "PAR1"u8] : bytes;

    private bool IsError(byte[] bytes) =>
        Read(bytes) is var outcome && outcome.StartsWith("error", StringComparison.Ordinal)
            ? true
            : throw new AssertionException($"It was read: {outcome}");

    private bool IsErrorOrRows(byte[] bytes)
    {
        Read(bytes);
        return true; // or it has thrown
    }

    // What became of a good part followed by a damaged one, and of another source; throws where a promise is broken.
    private string Read(byte[] bytes)
    {
        // DuckDB may remember a file by its name.
        string path = PathOf($"damaged-{++_cases}.parquet");
        File.WriteAllBytes(path, bytes);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using DuckDbConnection connection = _database.Connect();
            connection.Execute($"DROP TABLE IF EXISTS {RejectedRowsTable.Name}");
            var reader = new SourceReader(new ColumnsInUse(EveryColumn), PathOf("copies"), connection, patience.Token);
            var rejected = new RejectedRowsTable(connection, patience.Token);
            rejected.Make();
            reader.Prepare();
            reader.Read(
                new(DeclaredSources.Products, [new SourceFile(PathOf("text.parquet"), "a.parquet"), new SourceFile(path, "b.parquet")])
            );
            rejected.Add(reader.Sources[0]);
            reader.Read(new(DeclaredSources.Customers, [new SourceFile(PathOf("customers.parquet"), "customers.parquet")]));
            rejected.Add(reader.Sources[1]);
            Assert.That(Count(connection, "products"), Is.EqualTo(reader.Sources[0].Used));
            Assert.That(Count(connection, RejectedRowsTable.Name), Is.EqualTo(reader.Sources.Sum(source => source.Rejected.Values.Sum())));
            Assert.That(Figures.Of(reader.Sources[1]), Is.EqualTo("7 read, 1 used, rejected duplicate_key 6"));
            return Figures.Of(reader.Sources[0]);
        }
        catch (RefreshFailedException error)
        {
            Assert.That(error.Message, Does.StartWith("b.parquet ").And.Not.Contains(_data.Path));
            if (error.InnerException is { } inner && inner.Message.StartsWith("INTERNAL", StringComparison.Ordinal))
            {
                // The engine calls itself broken from now on; each refresh has one of its own.
                _database.Dispose();
                _database = Open();
            }
            return "error: " + error.Message;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long Count(DuckDbConnection connection, string table)
    {
        using DuckDbReader reader = connection.Query($"SELECT count(*) FROM {table}", CancellationToken.None);
        reader.Read();
        return reader.Int64(0);
    }

    private DuckDbDatabase Open() =>
        DuckDbDatabase.Open(
            ":memory:",
            new DuckDbSettings
            {
                Threads = 1,
                MemoryLimit = "1GB",
                AllowedDirectories = [_data.Path],
            }
        );

    private string PathOf(string name) => Path.Combine(_data.Path, name);
}
