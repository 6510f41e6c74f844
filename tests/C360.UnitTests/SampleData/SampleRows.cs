using C360.Domain.Sources;

namespace C360.UnitTests.SampleData;

/// <summary>The rows of a generated CSV source; sample data has no cell that needs quotes, which is checked.</summary>
internal sealed class SampleRows
{
    private readonly string[] _header;
    private readonly string[][] _rows;

    public SampleRows(GeneratedSources data, Source source)
    {
        string[] lines = data.Lines(source);
        Assert.That(lines.Where(line => line.Contains('"')), Is.Empty);
        _header = lines[0].Split(',');
        _rows = [.. lines.Skip(1).Select(line => line.Split(','))];
    }

    public IReadOnlyList<string> Header => _header;

    public int Count => _rows.Length;

    public IEnumerable<string> this[string column] => _rows.Select(row => row[Array.IndexOf(_header, column)]);

    public IEnumerable<decimal> Numbers(string column) =>
        this[column].Select(cell => decimal.Parse(cell, System.Globalization.CultureInfo.InvariantCulture));
}
