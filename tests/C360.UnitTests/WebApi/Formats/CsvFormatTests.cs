using System.Buffers;
using System.Text;
using C360.Application.Admin;
using C360.FunctionalTests.Formats;
using C360.WebApi.Formats;
using C360.WebApi.Http;
using FsCheck;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.WebApi.Formats;

internal sealed class CsvFormatTests
{
    private static readonly string[] Beginnings = ["", "'", "''", "=", "'=", "+", "-", "@", "\t", "\r", "\"", ",", "''-", " =", "\n"];

    [TestCase("plain", "plain")]
    [TestCase("", "\"\"")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("a\"b\"", "\"a\"\"b\"\"\"")]
    [TestCase("\"", "\"\"\"\"")]
    [TestCase("a\r\nb", "\"a\r\nb\"")]
    [TestCase(" blank ", " blank ")]
    [TestCase("=1+1", "'=1+1")]
    [TestCase("'=1", "''=1")]
    [TestCase("'", "'")]
    [TestCase("'a", "'a")]
    [TestCase("\t=", "'\t=")]
    [TestCase("\ra", "\"'\ra\"")]
    [TestCase("-1", "'-1")]
    [TestCase("日本", "日本")]
    public void A_text_is_a_cell(string text, string cell) => Assert.That(Written(text), Is.EqualTo(cell));

    [Property(MaxTest = 2000)]
    public void Every_text_is_read_back_and_none_is_a_formula(NonNull<string> any, byte beginning)
    {
        // A lone surrogate is no text, and JSON has none either.
        string text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Beginnings[beginning % Beginnings.Length] + any.Get));
        string cell = StrictCsv.Read($"{Written(text)},x\r\n")[0][0]!;
        Assert.That(StrictCsv.IsFormula(cell), Is.False);
        Assert.That(StrictCsv.Bare(cell), Is.EqualTo(text));
    }

    [Property(MaxTest = 500)]
    public void Rows_are_read_back(NonNull<string> key, NonNull<string> raw, bool has, long number)
    {
        string? value = has ? key.Get.Replace('\uD800', ' ') : null;
        string json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["a\n\"="] = raw.Get }, Json.Options);
        RejectedRow[] rows = [new(number, "=s", "", number, value, null, "missing", json), new(0, "", "-", null, null, "c", "\"", "{}")];
        byte[] bytes = new CsvFormat().Write(new Envelope<object>(Success: true, "", default, rows, rows.Length));
        using var expected = System.Text.Json.JsonDocument.Parse(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(rows, Json.Options));
        SameRows.AssertCsv(Encoding.UTF8.GetString(bytes), expected.RootElement);
    }

    [Test]
    public void No_rows_are_a_header() =>
        Assert.That(
            Encoding.UTF8.GetString(
                new CsvFormat().Write(new Envelope<object>(Success: true, "", default, Array.Empty<SnapshotReport>(), Count: 0))
            ),
            Is.EqualTo("version,as_of,built_at,engine,total_customers,rejected,size_bytes,current\r\n")
        );

    private static string Written(string text)
    {
        var csv = new ArrayBufferWriter<byte>();
        CsvFormat.WriteText(csv, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(csv.WrittenSpan);
    }
}
