namespace C360.Infrastructure.Sql;

/// <summary>Runs a statement on a snapshot.</summary>
internal interface ISqlExecutor
{
    /// <summary>Runs one statement on one snapshot, which stays where it is until the last row is read.</summary>
    /// <typeparam name="TRow">A record whose constructor's parameters are the columns, in order.</typeparam>
    /// <param name="query">What to run.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="Application.Ports.DataNotReadyException">There is no snapshot yet.</exception>
    /// <exception cref="TransientEngineException">A fault that may pass.</exception>
    /// <exception cref="NeverBegunException">The query was called off while it waited for its turn.</exception>
    /// <exception cref="Application.Ports.EngineUnavailableException">The engine has no memory left for it now.</exception>
    Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken);
}
