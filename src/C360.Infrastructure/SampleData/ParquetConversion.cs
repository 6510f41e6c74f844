using C360.Domain.Sources;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.SampleData;

/// <summary>Turns a folder of CSV sources into typed Parquet; one thread, so that equal input gives equal bytes.</summary>
internal static class ParquetConversion
{
    /// <summary>Converts every source and removes its CSV file.</summary>
    /// <param name="root">The folder of the sources.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public static void Convert(string root, CancellationToken cancellationToken)
    {
        DuckDbSettings settings = new() { Threads = 1, AllowedDirectories = [root] };
        using DuckDbDatabase engine = DuckDbDatabase.Open(":memory:", settings);
        using DuckDbConnection connection = engine.Connect();
        foreach (Source source in DeclaredSources.All)
        {
            string csv = Path.Combine(root, source.Name + ".csv");
            connection.Execute(Copy(source, csv, Path.ChangeExtension(csv, ".parquet")), cancellationToken);
            File.Delete(csv);
        }
    }

    private static string Copy(Source source, string csv, string parquet) =>
        $"""
            COPY (FROM read_csv(
                {SqlText.Pattern(csv)}, header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false, columns = {Types(
                source
            )}
            ))
            TO {SqlText.Quoted(parquet)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)
            """;

    private static string Types(Source source) =>
        $"{{{string.Join(", ", source.Columns.Select(column => $"{SqlText.Quoted(column.Name)}: {SqlText.Quoted(ShapeTypes.TypeOf(column.Shape))}"))}}}";
}
