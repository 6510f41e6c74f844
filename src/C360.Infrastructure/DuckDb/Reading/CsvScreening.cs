using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>
/// Goes through CSV files before the engine does, which loses rows of such as are not quite in order: after a quote that nobody closes, in a gzip that
/// was cut off, below a header of two lines. Broken lines are set apart here, and a file that has some is read from a copy without them.
/// </summary>
/// <param name="folder">Where copies are made; there is nothing else in it.</param>
/// <param name="connection">Where broken lines are set apart.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class CsvScreening(string folder, DuckDbConnection connection, CancellationToken cancellationToken)
{
    /// <summary>Goes through the CSV files of a source.</summary>
    /// <returns>The source, as the engine is to read it now.</returns>
    /// <exception cref="RefreshFailedException">A file is at fault as a whole.</exception>
    public ReadSource Screen(ReadSource source)
    {
        var broken = new BrokenLines(source, connection, cancellationToken);
        FileRun[] runs = [.. source.Runs.Select(run => run.IsParquet ? run : Screen(run, source.Source.Key.Name, broken))];
        broken.Flush();
        return source with { Runs = runs, WithinQuotes = runs.SelectMany(run => run.Screened).Sum(file => file.RowsWithin) };
    }

    /// <summary>Sees whether the engine has found all rows and no others.</summary>
    /// <exception cref="RefreshFailedException">It has not.</exception>
    public void Check(ReadSource source)
    {
        var found = new Dictionary<int, long>();
        using DuckDbReader counts = connection.Query($"SELECT file, count(*) FROM {source.Checked} GROUP BY file", cancellationToken);
        while (counts.Read())
        {
            found[counts.Int32(0)] = counts.Int64(1);
        }
        foreach (FileRun run in source.Runs)
        {
            foreach ((int place, ScreenedFile file) in run.Screened.Index())
            {
                long rows = found.GetValueOrDefault(run.First + place);
                if (rows != file.Rows)
                {
                    throw new RefreshFailedException(
                        $"{run.Files[place].Name} cannot be read as CSV: it has {file.Rows} rows, and the engine finds {rows}."
                    );
                }
            }
        }
    }

    /// <summary>Removes the copies.</summary>
    public void Clear()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private FileRun Screen(FileRun run, string keyName, BrokenLines broken)
    {
        int key = run.Columns.Index().First(item => item.Item.Name == keyName).Index;
        return run with { Screened = [.. run.Files.Select((file, place) => Screen(file, run.First + place, key, broken))] };
    }

    private ScreenedFile Screen(SourceFile file, int place, int key, BrokenLines broken)
    {
        using CsvRows rows = CsvRows.Open(file, cancellationToken);
        bool isClean = rows.IsHeaderPlain;
        long good = 0;
        long within = 0;
        while (rows.Read())
        {
            within += rows.RowsWithin();
            if (rows.IsBroken)
            {
                isClean = false;
                // The rows that belong to this one are to find it.
                string? named = rows.Cells().ElementAtOrDefault(key);
                broken.Add(new BrokenLine(place, rows.Record, named is "" ? null : named));
            }
            else
            {
                isClean &= !rows.IsOdd;
                good++;
            }
        }
        return new ScreenedFile(isClean ? file.Path : Copy(file, place), good, within);
    }

    private string Copy(SourceFile file, int place)
    {
        string path = Path.Combine(folder, $"{place}.csv");
        try
        {
            Directory.CreateDirectory(folder);
            CleanCopy.Write(file, path, cancellationToken);
            return path;
        }
        catch (IOException error)
        {
            throw new RefreshFailedException(
                $"A copy of {file.Name} without its broken lines cannot be written to the folder of the build: is its disk full?",
                error
            );
        }
    }
}
