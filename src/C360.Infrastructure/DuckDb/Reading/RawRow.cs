namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A row as its CSV file has it.</summary>
/// <param name="Place">Where it is, as <see cref="RawRows.Find"/> was asked.</param>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Raw">Its cells by column, as JSON.</param>
internal sealed record RawRow(long Place, long Line, string Raw);
