using C360.Domain.Quality;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>The new values that occur most.</summary>
internal static class FrequentValues
{
    /// <summary>The most frequent new values of a source's columns, over the rows without a bad required value.</summary>
    public static async Task<IReadOnlyList<NewValue>> OfAsync(CheckedSource source, IBuildTables tables)
    {
        var values = new List<NewValue>();
        foreach (
            (int place, SourceColumn column) in source.Source.Columns.Index().Where(item => source.NewValues.ContainsKey(item.Item.Name))
        )
        {
            IReadOnlyList<object?[]> groups = await tables.RowsAsync(
                $"""
                SELECT {column.Name}, count(*) AS n FROM {source.Checked}
                WHERE verdict > 0 AND (verdict & {Verdict.Bit(place)}) <> 0
                GROUP BY {column.Name} ORDER BY n DESC, {column.Name} LIMIT {SourceReport.MostNewValues}
                """
            );
            values.AddRange(groups.Select(row => new NewValue(column.Name, Samples.Shortened((string)row[0]!)!, (long)row[1]!)));
        }
        return values;
    }
}
