using C360.Domain.Refreshing;

namespace C360.Infrastructure.Spark.Building;

/// <summary>Has Spark write what a snapshot keeps, as Parquet into the folder of the build, which the cluster sees under the same path.</summary>
/// <param name="tables">What the session sees.</param>
/// <param name="folder">The folder of the build.</param>
internal sealed class SparkOutput(SparkTables tables, string folder)
{
    private const string Done = "_SUCCESS";

    /// <summary>The folder of a table's files.</summary>
    public string FolderOf(string table) => Path.Combine(Path.GetFullPath(folder), "parquet", table);

    /// <summary>Writes a table as one file. The folder is new: an overwrite deletes before it writes, and a failure then leaves nothing.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="rows">What stands behind FROM.</param>
    /// <param name="order">The column by which the rows lie, if by any.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <exception cref="RefreshFailedException">The service does not find what Spark says it has written.</exception>
    public async Task WriteAsync(string table, string rows, string? order, IProgress<double> progress)
    {
        string path = FolderOf(table);
        IReadOnlyList<SparkColumn> columns = await tables.DescribeAsync($"QUERY SELECT * FROM {rows}");
        string values = string.Join(", ", columns.Select(Value));
        await tables.ExecuteAsync(
            $"INSERT OVERWRITE DIRECTORY {SparkSqlText.Quoted(SparkSqlText.Local(path))} USING parquet OPTIONS (compression 'zstd') "
                + $"SELECT /*+ REPARTITION(1) */ {values} FROM {rows}{(order is null ? "" : $" ORDER BY {order}")}",
            progress
        );
        if (!File.Exists(Path.Combine(path, Done)))
            throw new RefreshFailedException(
                IsThere(path)
                    ? $"Spark has written {table}, but does not mark it as complete: spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs must be true on the cluster."
                    : $"Spark says that it has written {table}, but the service does not find it: do both see SNAPSHOT_PATH under the same path?"
            );
        foreach (string file in Directory.EnumerateFiles(path).Where(file => Path.GetFileName(file)[0] is '_' or '.'))
            File.Delete(file);
    }

    private static bool IsThere(string path) => Directory.Exists(path) && Directory.EnumerateFiles(path, "*.parquet").Any();

    // A TIMESTAMP of Spark's has a zone, and what Parquet makes of it hangs on settings.
    private static string Value(SparkColumn column)
    {
        string name = SparkSqlText.Name(column.Name);
        return column.Type.StartsWith("timestamp", StringComparison.Ordinal) ? $"CAST({name} AS TIMESTAMP_NTZ) AS {name}" : name;
    }
}
