namespace C360.Infrastructure.Sql;

/// <summary>The text of a named query.</summary>
/// <param name="Name">The query's name, as in <c>churn_risk_customers</c>.</param>
/// <param name="Sql">One SELECT, with parameters written <c>:name</c>.</param>
/// <param name="Parameters">The names of its parameters; <c>NAME_count</c> stands for the length of the list NAME.</param>
internal sealed record QueryText(string Name, string Sql, IReadOnlyList<string> Parameters);
