using System.Globalization;
using C360.Infrastructure.DuckDb;

namespace C360.Spark.Tests.Emulation;

/// <summary>What stands in a FROM for a path.</summary>
internal static class SparkScans
{
    /// <summary>A scan of Parquet.</summary>
    public static string Parquet(string pattern, bool withPlaces)
    {
        string files = string.Join(", ", SparkGlob.Files(pattern).Select(file => SqlText.Pattern(file)));
        return withPlaces
            ? $"(SELECT * EXCLUDE (file_row_number, filename), struct_pack(row_index := file_row_number, file_name := parse_filename(filename)) AS _metadata FROM read_parquet([{files}], file_row_number = true, filename = true, hive_partitioning = false))"
            : $"read_parquet([{files}], hive_partitioning = false)";
    }

    /// <summary>A listing of files.</summary>
    public static string Listing(string pattern)
    {
        IEnumerable<string> rows = SparkGlob
            .Files(pattern)
            .Select(path => new FileInfo(path))
            .Select(file =>
                $"({SqlText.Quoted("file:" + file.FullName)}, TIMESTAMP '{file.LastWriteTimeUtc.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}', CAST({file.Length} AS BIGINT))"
            );
        return $"(SELECT * FROM (VALUES {string.Join(", ", rows)}) AS listed (path, modificationTime, length))";
    }
}
