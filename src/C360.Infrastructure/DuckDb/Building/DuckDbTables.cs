using C360.Infrastructure.Pipeline.Building;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>The tables of a build on one connection. Every call is done when it returns, on the caller's thread.</summary>
internal sealed class DuckDbTables(DuckDbConnection connection, CancellationToken cancellationToken) : IBuildTables
{
    /// <inheritdoc/>
    public Task ExecuteAsync(string sql)
    {
        connection.Execute(sql, cancellationToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<object?[]>> RowsAsync(string select)
    {
        var rows = new List<object?[]>();
        using DuckDbReader reader = connection.Query(select, cancellationToken);
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.Value)]);
        return Task.FromResult<IReadOnlyList<object?[]>>(rows);
    }
}
