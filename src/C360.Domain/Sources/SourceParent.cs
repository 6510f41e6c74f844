namespace C360.Domain.Sources;

/// <summary>The source that the rows of another belong to.</summary>
/// <param name="Source">The parent, as in <c>sales/transactions</c>; when required, it is declared before its children, and so read before them.</param>
/// <param name="Column">The child's column with the parent's key; both have the same name.</param>
/// <param name="Required">Whether a row without its parent is rejected as an orphan; otherwise it stays and is only counted.</param>
public sealed record SourceParent(string Source, string Column, bool Required);
