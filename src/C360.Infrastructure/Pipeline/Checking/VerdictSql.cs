using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>The verdict on a row as SQL that means the same on either engine. It stands over typed values under their names and raw ones as <c>raw_N</c>.</summary>
/// <param name="source">The source.</param>
/// <param name="typeOf">The type that a column has in the file.</param>
/// <param name="shapes">How the engine reads values.</param>
internal sealed class VerdictSql(Source source, Func<string, string> typeOf, IShapes shapes)
{
    /// <summary>The verdict.</summary>
    /// <param name="broken">A condition under which the row is none; null where the engine sees no such rows.</param>
    public string Text(string? broken = null)
    {
        string torn = broken is null ? "" : $"WHEN {broken} THEN {Verdict.Broken} ";
        var faults = source.Columns.Index().Where(item => item.Item.Required).Select(item => Faults(item.Item, item.Index));
        var bits = source
            .Columns.Index()
            .Where(item => !item.Item.Required || item.Item.Known.Count > 0)
            .Select(item => Bit(item.Item, item.Index));
        return $"CASE {torn}{string.Concat(faults)}ELSE {string.Join(" + ", bits.OfType<string>().DefaultIfEmpty("0"))} END";
    }

    /// <summary>Whether the verdict hangs on a column's value.</summary>
    public bool Asks(SourceColumn column) =>
        column.Shape != ColumnShape.Text || column.Known.Count > 0 || ShapeTypes.CanFail(column.Shape, typeOf(column.Name));

    /// <summary>A value that models see: a number out of range rejects the row where it is required, and becomes null elsewhere.</summary>
    public static string InRange(SourceColumn column) =>
        !column.Required && OutOfRange(column) is { } condition
            ? $"CASE WHEN NOT ({condition}) THEN {column.Name} END AS {column.Name}"
            : column.Name;

    private string Faults(SourceColumn column, int place)
    {
        string type = typeOf(column.Name);
        string missing = ShapeTypes.CanFail(column.Shape, type)
            ? $"CASE WHEN {shapes.IsGiven($"raw_{place}", type)} THEN {Verdict.Unparsable(place)} ELSE {Verdict.Missing(place)} END"
            : $"{Verdict.Missing(place)}";
        string range = OutOfRange(column) is { } condition ? $"WHEN {condition} THEN {Verdict.OutOfRange(place)} " : "";
        return $"WHEN {column.Name} IS NULL THEN {missing} {range}";
    }

    private string? Bit(SourceColumn column, int place)
    {
        string type = typeOf(column.Name);
        if (column.Known.Count > 0 && !ShapeTypes.CanFail(column.Shape, type))
        {
            // No known value has a quote in it.
            string known = string.Join(", ", column.Known.Select(value => $"'{value}'"));
            return $"CASE WHEN {column.Name} NOT IN ({known}) THEN {Verdict.Bit(place)} ELSE 0 END";
        }
        string? unread = ShapeTypes.CanFail(column.Shape, type)
            ? $"({column.Name} IS NULL AND {shapes.IsGiven($"raw_{place}", type)})"
            : null;
        string[] faults = [.. new[] { unread, OutOfRange(column) }.OfType<string>()];
        return faults is [] ? null : $"CASE WHEN {string.Join(" OR ", faults)} THEN {Verdict.Nulled(column, place)} ELSE 0 END";
    }

    private static string? OutOfRange(SourceColumn column)
    {
        string?[] conditions =
        [
            column.Least is { } least ? $"{column.Name} < {least}" : null,
            column.Most is { } most ? $"{column.Name} > {most}" : null,
        ];
        return string.Join(" OR ", conditions.OfType<string>()) is { Length: > 0 } condition ? condition : null;
    }
}
