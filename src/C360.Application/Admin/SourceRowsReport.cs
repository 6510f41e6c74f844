namespace C360.Application.Admin;

/// <summary>What a refresh has read of a source.</summary>
/// <param name="Source">The source, as in <c>sales/transactions</c>.</param>
/// <param name="RowsRead">Rows read.</param>
/// <param name="RowsRejected">Rows rejected among them.</param>
public sealed record SourceRowsReport(string Source, long RowsRead, long RowsRejected);
