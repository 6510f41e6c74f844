using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Says what is wrong with a file that DuckDB could not read as a whole; its own words name full paths and SQL.</summary>
internal static class UnreadableFile
{
    /// <summary>The exception for the user, or the engine's own where no file is at fault.</summary>
    public static Exception Fault(
        LocatedSource located,
        DuckDbException error,
        DuckDbConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (error.Kind is DuckDbErrorKind.OutOfMemory)
        {
            return new RefreshFailedException(
                $"Reading {located.Source.Name} needs more than ENGINE_MEMORY and the disk of ENGINE_TEMP_PATH give.",
                error
            );
        }
        SourceFile? culprit =
            located.Files.FirstOrDefault(file => error.Message.Contains(file.Path, StringComparison.Ordinal))
            ?? error.Kind switch
            {
                DuckDbErrorKind.Other when located.Files is [var only] => only,
                // A read that failed may be the fault of a file, or of a disk.
                DuckDbErrorKind.Other or DuckDbErrorKind.Io => UnreadableParquet(located, connection, cancellationToken),
                _ => null,
            };
        if (culprit is null && error.Kind != DuckDbErrorKind.Other)
        {
            return error;
        }
        string what = culprit switch
        {
            null => $"A file of {located.Source.Name} cannot be read",
            { IsParquet: true } when error.Message.Contains("is not valid UTF8", StringComparison.Ordinal) =>
                $"{culprit.Name} has a text that is not UTF-8",
            { IsParquet: true } => $"{culprit.Name} cannot be read as Parquet",
            _ => Csv(culprit, Place(culprit)),
        };
        return new RefreshFailedException(what + ".", error);
    }

    /// <summary>What to say of a line of CSV that ends as no line of the file may.</summary>
    public static string WrongLineEnd(SourceFile file, long line) => Csv(file, $", line {line},") + ".";

    // Some words of DuckDB name no file: all that may have been read is read again, of one file after the other.
    private static SourceFile? UnreadableParquet(LocatedSource located, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        string values = string.Join(", ", located.Source.Columns.Select(column => $"bit_xor(hash({column.Name}))"));
        foreach (SourceFile file in located.Files.Where(file => file.IsParquet))
        {
            try
            {
                connection.Execute($"SELECT {values} FROM {FileRun.ParquetScan([file])}", cancellationToken);
            }
            catch (DuckDbException error)
            {
                // An engine that is broken reads nothing any more.
                return error.Kind == DuckDbErrorKind.Fatal ? null : file;
            }
        }
        return null;
    }

    private static string Csv(SourceFile file, string place) =>
        $"{file.Name}{place} cannot be read as CSV in UTF-8 with one kind of line end, LF or CRLF";

    // The usual culprit is a line that ends otherwise than the first.
    private static string Place(SourceFile file)
    {
        using CsvRecordReader records = CsvRecordReader.Open(file);
        LineEnd? first = null;
        while (records.Read(keep: false))
        {
            first ??= records.End;
            if (records.End != first && records.End != LineEnd.None)
            {
                return $", line {records.Line},";
            }
        }
        return "";
    }
}
