using C360.Domain.Views;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Sql;

namespace C360.UnitTests.Queries;

/// <summary>A snapshot whose final views and rejected rows are as declared, without rows.</summary>
internal sealed class EmptySnapshot : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(":memory:", new DuckDbSettings());

    public EmptySnapshot()
    {
        Connection = _database.Connect();
        foreach (FinalView view in FinalView.All)
            Connection.Execute(
                $"CREATE TABLE {view.Name} ({string.Join(", ", view.Columns.Select(column => $"{column.Name} {column.Type}"))})"
            );
        Connection.Execute($"CREATE TABLE {RejectedRowsTable.Name} ({RejectedRowsTable.Columns})");
    }

    /// <summary>A session on it.</summary>
    public DuckDbConnection Connection { get; }

    /// <summary>Runs a statement as the executor does.</summary>
    public DuckDbReader Run(SqlQuery query)
    {
        using DuckDbStatement statement = Connection.Prepare(SqlParameters.ToDollar(query.Text));
        foreach ((string name, object? value) in query.Parameters)
            statement.Bind(name, value);
        return statement.Execute();
    }

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
