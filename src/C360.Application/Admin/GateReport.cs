using C360.Domain.Quality;

namespace C360.Application.Admin;

/// <summary>How the gate judged a refresh.</summary>
/// <param name="Passed">Whether every condition holds; what is published has passed.</param>
/// <param name="Checks">The conditions: those of each source in the order of declaration, then customers and control totals.</param>
public sealed record GateReport(bool Passed, IReadOnlyList<GateCheck> Checks);
