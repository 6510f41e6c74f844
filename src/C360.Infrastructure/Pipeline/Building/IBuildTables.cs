namespace C360.Infrastructure.Pipeline.Building;

/// <summary>The tables and views of a build under their plain names, for SQL that means the same on either engine.</summary>
internal interface IBuildTables
{
    /// <summary>Runs a statement for what it does.</summary>
    Task ExecuteAsync(string sql);

    /// <summary>The rows of a SELECT that has few: whole numbers as int or long, as their types are, DECIMAL as decimal, DATE as DateOnly.</summary>
    Task<IReadOnlyList<object?[]>> RowsAsync(string select);
}
