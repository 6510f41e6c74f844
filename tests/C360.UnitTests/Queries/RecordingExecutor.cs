using C360.Infrastructure.Sql;

namespace C360.UnitTests.Queries;

/// <summary>Remembers what it was to run, and finds nothing.</summary>
internal sealed class RecordingExecutor : ISqlExecutor
{
    /// <summary>What it was to run last.</summary>
    public SqlQuery? Last { get; private set; }

    public Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        Last = query;
        return Task.FromResult(new SqlResult<TRow>([], NumberedSnapshot.Of(1), TimeSpan.Zero));
    }
}
