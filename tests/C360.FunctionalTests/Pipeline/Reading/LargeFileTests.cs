using System.Text;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Files that DuckDB reads in several pieces: 8,000,000 bytes when in parallel, 32,000,000 a buffer.</summary>
internal sealed class LargeFileTests
{
    private const string Customers = "customer/customers";

    [Test]
    public void A_broken_line_where_a_piece_ends_takes_no_other_rows_away([Values(8_000_000, 32_000_000)] int end)
    {
        var text = new CustomerText();
        text.FillTo(end);
        // The first line that begins after the cut, with five cells too many.
        text.Append($"a{new string(',', 15)}b,c,d,e,f\n", isRow: false);
        text.FillTo(end + 8_100_000);
        using SourceFolder data = new SourceFolder().Write(Customers + ".csv", text.ToString());
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read[Customers].Used, Is.EqualTo(text.Rows));
            Assert.That(read[Customers].Read, Is.EqualTo(text.Rows + text.Others));
            Assert.That(read[Customers].Rejected, Is.EqualTo(new Dictionary<string, long> { ["unparsable"] = text.Others }));
        });
    }

    [Test]
    public void Lines_within_quotes_where_a_piece_ends_are_no_rows([Values(8_000_000, 32_000_000)] int end)
    {
        var text = new CustomerText();
        text.FillTo(end - 20_000);
        // One row, whose last cell has lines that look like rows.
        text.Append($"quoted{new string(',', 14)}\"", isRow: true);
        for (int line = 0; line < 2_000; line++)
        {
            text.Append($"\ninner-{line}{new string(',', 14)}", isRow: false);
        }
        text.Append("\"\n", isRow: false);
        text.FillTo(end + 8_100_000);
        using SourceFolder data = new SourceFolder().Write(Customers + ".csv", text.ToString());
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read[Customers].Read, Is.EqualTo(text.Rows));
            Assert.That(read[Customers].Used, Is.EqualTo(text.Rows));
            Assert.That(read.Rows("SELECT count(*) FROM customers WHERE customer_id LIKE 'inner-%'"), Is.EqualTo(new[] { "0" }));
        });
    }

    // Customers as CSV, of one byte a character, with the number of rows and of other pieces in it.
    private sealed class CustomerText
    {
        private static readonly string Padding = new('x', 20);
        private readonly StringBuilder _text = new(string.Join(',', SourceDefaults.All[Customers].Keys) + "\n");

        public int Rows { get; private set; }

        public int Others { get; private set; }

        public int Length => _text.Length;

        public void Append(string piece, bool isRow)
        {
            _text.Append(piece);
            Rows += isRow ? 1 : 0;
            Others += isRow ? 0 : 1;
        }

        public void FillTo(int length)
        {
            while (Length < length)
            {
                Append($"C{Rows},{Padding}{new string(',', 13)}\n", isRow: true);
            }
        }

        public override string ToString() => _text.ToString();
    }
}
