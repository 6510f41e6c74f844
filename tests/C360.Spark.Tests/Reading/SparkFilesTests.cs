using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark.Reading;

namespace C360.Spark.Tests.Reading;

internal sealed class SparkFilesTests
{
    [Test]
    public void Parts_of_Parquet_that_are_alike_are_one_scan_in_which_each_row_knows_its_file()
    {
        SparkFiles files = Of(3, "s/t/a.parquet");
        Assert.That(files.Takes(Of(4, "s/t/b.parquet")), Is.True);
        files = files with { Files = [.. files.Files, .. Of(4, "s/t/b.parquet").Files] };

        Assert.That(
            files.Scan,
            Is.EqualTo(
                "(SELECT *, _metadata.file_name AS c360_name, _metadata.row_index AS c360_row FROM parquet.`/data/s/t/{a.parquet,b.parquet}`) AS c360_rows "
                    + "JOIN (VALUES ('a.parquet', 3), ('b.parquet', 4)) AS c360_files (c360_file, c360_number) ON c360_file = c360_name"
            )
        );
        // 2 to the 40th rows are the most of a file.
        Assert.That(files.Position, Is.EqualTo("CAST(c360_number AS BIGINT) * 1099511627776 + c360_row"));
        Assert.That(files.FileName, Is.EqualTo("'s/t/' || c360_file"));
    }

    [TestCase("s/t/b.csv", "STRING")]
    [TestCase("s/t/b c.parquet", "VARCHAR", TestName = "A name that a URL would spell otherwise")]
    [TestCase("s/t/b.parquet", "BIGINT", TestName = "Another type")]
    public void Other_files_are_not(string name, string type) => Assert.That(Of(0, "s/t/a.parquet").Takes(Of(1, name, type)), Is.False);

    // To us both are TIMESTAMP; one scan of both fails, or reads the second as the first.
    [TestCase("timestamp", "timestamp_ntz")]
    [TestCase("array<int>", "array<string>")]
    public void Types_that_only_Spark_tells_apart_are_not_of_one_scan(string first, string second)
    {
        SparkFiles files = Of(0, "s/t/a.parquet", "SAME") with { SparkTypes = [first] };
        SparkFiles next = Of(1, "s/t/b.parquet", "SAME");
        Assert.That(files.Takes(next with { SparkTypes = [second] }), Is.False);
        Assert.That(files.Takes(next with { SparkTypes = [first] }), Is.True);
    }

    [Test]
    public void Fifty_files_are_the_most_of_one_statement()
    {
        SparkFiles fifty = Of(0, "s/t/a.parquet") with
        {
            Files = [.. Enumerable.Range(0, 50).Select(_ => Of(0, "s/t/a.parquet").Files[0])],
        };
        Assert.That(fifty.Takes(Of(50, "s/t/b.parquet")), Is.False);
        SparkFiles[] scans =
        [
            .. Enumerable.Range(0, 30).Select(number => Of(number, "s/t/a.csv")),
            fifty,
            .. Enumerable.Range(0, 51).Select(number => Of(number, "s/t/a.csv")),
        ];

        Assert.That(SparkFiles.Pieces(scans).Select(piece => piece.Count), Is.EqualTo(new[] { 30, 1, 50, 1 }));
    }

    [Test]
    public void A_row_of_CSV_is_known_by_its_number_in_its_one_task() =>
        // Tasks are numbered from the 34th bit on.
        Assert.That(
            Of(2, "s/t.csv").Position,
            Is.EqualTo("CAST(2 AS BIGINT) * 1099511627776 + monotonically_increasing_id() % 8589934592")
        );

    private static SparkFiles Of(int number, string name, string type = "VARCHAR") =>
        new(number, [new SourceFile("/data/" + name, name)], [new FileColumn("id", type)]);
}
