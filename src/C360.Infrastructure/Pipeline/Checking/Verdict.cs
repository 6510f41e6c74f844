using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>
/// What is wrong with a row, as one small number, so that one grouping of few groups counts everything: 0 for nothing; below 0 for the first bad
/// required column and its fault; above 0 one bit for each other column whose value became null or is new.
/// </summary>
internal static class Verdict
{
    // Verdicts below 0 are -(column * Kinds + kind).
    private const int Kinds = 4;

    // The most columns of a source; the bits of twice as many are below the sign.
    private const int Columns = 15;

    /// <summary>The verdict for a required column whose value is missing.</summary>
    public static int Missing(int column) => -((column * Kinds) + 1);

    /// <summary>The verdict for a required column whose value does not have its shape.</summary>
    public static int Unparsable(int column) => -((column * Kinds) + 2);

    /// <summary>The verdict for a required column whose value is too small or too large.</summary>
    public static int OutOfRange(int column) => -((column * Kinds) + 3);

    /// <summary>The verdict for a line that is no row; it names no column.</summary>
    public static int Broken { get; } = Unparsable(Columns);

    /// <summary>The bit for a category whose value is new, or another column whose value became null.</summary>
    public static int Bit(int column) => 1 << column;

    /// <summary>The bit for a column whose value became null; of categories only lists and structures do.</summary>
    public static int Nulled(SourceColumn column, int place) => Bit(column.Known.Count > 0 ? Columns + place : place);

    /// <summary>Whether a verdict has a bit.</summary>
    public static bool Has(int verdict, int bit) => verdict > 0 && (verdict & bit) != 0;

    /// <summary>SQL for the reason of a verdict below 0.</summary>
    public const string Reason = $"""
        CASE -verdict % 4 WHEN 1 THEN '{RejectionReasons.Missing}' WHEN 2 THEN '{RejectionReasons.Unparsable}' ELSE '{RejectionReasons.OutOfRange}' END
        """;

    /// <summary>SQL for the column of a verdict below 0.</summary>
    public static string Column(Source source) =>
        $"CASE CAST(FLOOR(-verdict / {Kinds}) AS INT) {string.Concat(source.Columns.Select((column, place) => $"WHEN {place} THEN '{column.Name}' "))}END";
}
