using System.Text;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>The rows of a CSV file that are not broken, written as any program would.</summary>
internal static class CleanCopy
{
    /// <summary>Writes the copy.</summary>
    public static void Write(SourceFile file, string path, CancellationToken cancellationToken)
    {
        using CsvRows rows = CsvRows.Open(file, cancellationToken);
        using FileStream copy = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 20);
        Write(copy, rows.Header.Select((_, place) => FileRun.Cell(place)));
        while (rows.Read())
        {
            if (rows.IsBroken)
            {
                continue;
            }
            if (rows.IsOdd)
            {
                Write(copy, rows.Cells());
            }
            else
            {
                copy.Write(rows.Bytes);
                copy.WriteByte((byte)'\n');
            }
        }
    }

    private static void Write(FileStream copy, IEnumerable<string> cells)
    {
        IEnumerable<string> quoted = cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        copy.Write(Encoding.UTF8.GetBytes(string.Join(',', quoted) + "\n"));
    }
}
