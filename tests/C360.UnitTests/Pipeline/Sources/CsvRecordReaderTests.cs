using C360.Infrastructure.Pipeline.Sources;

namespace C360.UnitTests.Pipeline.Sources;

internal sealed class CsvRecordReaderTests
{
    [Test]
    public void Records_are_numbered_and_placed() =>
        Assert.That(
            Read("h1,h2\n1,\"two\nlines\"\n\r\n\n\"a \"\"b\"\"\",c\"d\r\n , x \nlast"),
            Is.EqualTo(
                new[]
                {
                    "1 line 1: h1|h2",
                    "2 line 2: 1|two\nlines",
                    "3 line 4: empty",
                    "4 line 5: empty",
                    "5 line 6: a \"b\"|c\"d",
                    "6 line 7: |x",
                    "7 line 8: last",
                }
            )
        );

    [Test]
    public void A_byte_order_mark_is_no_character() => Assert.That(Read("\uFEFFa,b\n"), Is.EqualTo(new[] { "1 line 1: a|b" }));

    [Test]
    public void An_empty_file_has_no_record() => Assert.That(Read(""), Is.Empty);

    [Test]
    public void A_record_may_be_longer_than_the_buffer()
    {
        string big = new('x', 200_000);

        Assert.That(Read($"{big},y\n1,2\n"), Is.EqualTo(new[] { $"1 line 1: {big}|y", "2 line 2: 1|2" }));
    }

    private static List<string> Read(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, text);
        try
        {
            var records = new List<string>();
            using CsvRecordReader reader = CsvRecordReader.Open(new SourceFile(path, "x.csv"), CancellationToken.None);
            while (reader.Read())
            {
                records.Add($"{reader.Record} line {reader.Line}: {(reader.IsEmpty ? "empty" : string.Join('|', reader.Cells()))}");
            }
            return records;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
