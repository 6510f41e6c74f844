using C360.Domain.Access;

namespace C360.Application.Catalogue;

/// <summary>A named query: how to ask it and what it answers.</summary>
/// <param name="Name">Its name, as in churn_risk_customers.</param>
/// <param name="Team">The team that asks it.</param>
/// <param name="Path">Its address; what stands in braces is a parameter.</param>
/// <param name="Summary">What it answers, in one sentence.</param>
/// <param name="Remarks">By which rules; null when the summary says it all.</param>
/// <param name="Scope">The scope that a key needs for it.</param>
/// <param name="IsList">Whether it answers with a list; else with one thing.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Columns">The columns of its rows, in the order of the answer.</param>
/// <param name="Sql">Its text, one SELECT with parameters written :name.</param>
public sealed record QueryDescription(
    string Name,
    string Team,
    string Path,
    string Summary,
    string? Remarks,
    Scope Scope,
    bool IsList,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<ColumnDescription> Columns,
    string Sql
);
