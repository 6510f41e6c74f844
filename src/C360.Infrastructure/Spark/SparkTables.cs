using C360.Infrastructure.Pipeline.Building;

namespace C360.Infrastructure.Spark;

/// <summary>The tables and views that a session sees, under their plain names.</summary>
/// <param name="session">The session.</param>
/// <param name="tags">What its statements are called on the cluster.</param>
/// <param name="cancellationToken">Stops whatever runs.</param>
internal sealed class SparkTables(ISparkSession session, IReadOnlyList<string> tags, CancellationToken cancellationToken) : IBuildTables
{
    /// <inheritdoc/>
    public Task ExecuteAsync(string sql) => ExecuteAsync(sql, null);

    /// <summary>Runs a statement that takes long.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="progress">Told how far it is, in per cent.</param>
    public Task ExecuteAsync(string sql, IProgress<double>? progress) =>
        session.ExecuteAsync(new SparkStatement(sql) { Tags = tags, Progress = progress }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(string select)
    {
        var rows = new List<object?[]>();
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement(select) { Tags = tags }, cancellationToken);
        while (await reader.ReadAsync())
            rows.Add([.. reader.Columns.Select((column, place) => Value(reader, place, column.Type))]);
        return rows;
    }

    /// <summary>The one number of a SELECT.</summary>
    public async Task<long> CountAsync(string select) => (long)(await RowsAsync(select))[0][0]!;

    /// <summary>The columns of a table, view or query, as DESCRIBE tells them: names and types.</summary>
    /// <param name="what">A name, or <c>QUERY</c> with a SELECT.</param>
    public async Task<IReadOnlyList<SparkColumn>> DescribeAsync(string what) =>
        [.. (await RowsAsync($"DESCRIBE {what}")).Select(row => new SparkColumn((string)row[0]!, (string)row[1]!))];

    private static object? Value(ISparkReader reader, int column, string type) =>
        reader.IsNull(column) ? null
        : type == "bigint" ? reader.Int64(column)
        : type == "int" ? reader.Int32(column)
        : type.StartsWith("decimal", StringComparison.Ordinal) ? reader.Decimal(column)
        : type == "date" ? reader.Date(column)
        : type.StartsWith("timestamp", StringComparison.Ordinal) ? reader.Timestamp(column)
        : reader.Value(column);
}
