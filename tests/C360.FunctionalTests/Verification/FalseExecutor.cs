using System.Collections;
using C360.Infrastructure.Sql;

namespace C360.FunctionalTests.Verification;

/// <summary>An executor that does not tell the truth.</summary>
/// <param name="inner">Does.</param>
/// <param name="falsify">Given the query and its rows, which it may change.</param>
internal sealed class FalseExecutor(ISqlExecutor inner, Action<SqlQuery, IList> falsify) : ISqlExecutor
{
    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        SqlResult<TRow> result = await inner.QueryAsync<TRow>(query, cancellationToken);
        falsify(query, result.Rows);
        return result;
    }
}
