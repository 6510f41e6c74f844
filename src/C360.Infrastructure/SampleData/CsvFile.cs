using System.Buffers;
using System.Globalization;
using System.Text;
using C360.Domain.Sources;

namespace C360.Infrastructure.SampleData;

/// <summary>A source being written as CSV: UTF-8 without BOM, LF, a header line.</summary>
internal sealed class CsvFile : IDisposable
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\n\r");
    private readonly StreamWriter _writer;
    private readonly int _columns;

    /// <summary>Creates the file with its folder, and writes the header.</summary>
    /// <param name="root">The folder of all sources.</param>
    /// <param name="source">The source.</param>
    public CsvFile(string root, Source source)
    {
        string path = Path.Combine(root, source.Name + ".csv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        _columns = source.Columns.Count;
        Write([.. source.Columns.Select(column => column.Name)]);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="values">The values in the order in which the columns are declared; decimals are money and get two places, null is an empty cell.</param>
    public void Write(params ReadOnlySpan<object?> values)
    {
        if (values.Length != _columns)
            throw new ArgumentException($"A row has {values.Length} values, the source {_columns} columns", nameof(values));
        for (int column = 0; column < _columns; column++)
        {
            if (column > 0)
                _writer.Write(',');
            Write(values[column]);
        }
        _writer.Write('\n');
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _writer.Dispose();

    private void Write(object? value)
    {
        string? text = value switch
        {
            null => null,
            string s => s,
            decimal money => money.ToString("F2", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"{value.GetType()} has no form in CSV", nameof(value)),
        };
        _writer.Write(text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
    }
}
