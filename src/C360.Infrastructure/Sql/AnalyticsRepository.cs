using C360.Application.Ports;
using C360.Application.Queries;
using C360.Infrastructure.Snapshots;

namespace C360.Infrastructure.Sql;

/// <summary>Answers named queries: text by the request's type, parameters by its properties.</summary>
/// <param name="texts">The texts.</param>
/// <param name="executor">Runs them.</param>
/// <param name="build">Makes part of the answers' tags.</param>
internal sealed class AnalyticsRepository(QueryTexts texts, ISqlExecutor executor, ServiceBuild build) : IAnalyticsRepository
{
    private const string LimitParameter = "limit";

    /// <inheritdoc/>
    public Task<Answer<TRow>> AskAsync<TRow>(IAnalyticQuery<TRow> query, CancellationToken cancellationToken)
        where TRow : class => AskAsync(query, on: null, cancellationToken);

    /// <summary>Runs the query's text, once, on a snapshot of the caller's.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="query">The request, already validated.</param>
    /// <param name="on">The snapshot, held until the answer is there; null: the current one.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public async Task<Answer<TRow>> AskAsync<TRow>(IAnalyticQuery<TRow> query, SnapshotLease? on, CancellationToken cancellationToken)
        where TRow : class
    {
        SqlQuery sql = Statement(texts.Of(query.GetType()), QueryParameters.Of(query)) with { On = on };
        (List<TRow> rows, Domain.Snapshots.Snapshot snapshot, TimeSpan engineTime) = await executor.QueryAsync<TRow>(
            sql,
            cancellationToken
        );
        bool truncated = query is ILimited limited && rows.Count > limited.Limit;
        if (truncated)
            rows.RemoveAt(rows.Count - 1);
        return new Answer<TRow>(rows, snapshot)
        {
            Truncated = truncated,
            IsOne = FindsOneAttribute.IsOn(query.GetType()),
            EngineTime = engineTime,
            Bytes = AnswerSize.Of(rows),
            Tag = Question.Tag(query, snapshot.Version, build),
        };
    }

    /// <summary>
    /// Fills in the values: a list expands in place (<c>:x</c> becomes <c>:x_0, :x_1</c>, or NULL for none) and <c>:x_count</c> is its length; one
    /// row more than the limit is asked for, which tells whether the limit cut the list.
    /// </summary>
    private static SqlQuery Statement(QueryText text, KeyValuePair<string, object?>[] parameters)
    {
        string sql = text.Sql;
        var values = new Dictionary<string, object?>(parameters.Length);
        foreach ((string name, object? value) in parameters)
            switch (value)
            {
                case string[] list:
                    sql = sql.Replace(
                        $"(:{name})",
                        list.Length == 0 ? "(NULL)" : $"({string.Join(", ", list.Select((_, i) => $":{name}_{i}"))})",
                        StringComparison.Ordinal
                    );
                    values[$"{name}_count"] = list.Length;
                    for (int i = 0; i < list.Length; i++)
                        values[$"{name}_{i}"] = list[i];
                    break;
                case int limit when name == LimitParameter:
                    values[name] = limit + 1;
                    break;
                default:
                    values[name] = value;
                    break;
            }
        return new SqlQuery(text.Name, sql, values);
    }
}
