using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>What follows from the counts of the verdicts.</summary>
internal static class VerdictCounts
{
    /// <summary>The source with what its rows are, as far as they are judged each by itself.</summary>
    /// <param name="source">The source.</param>
    /// <param name="counts">The rows of each <see cref="Verdict"/>.</param>
    public static T With<T>(T source, IReadOnlyDictionary<int, long> counts)
        where T : CheckedSource
    {
        Dictionary<string, long> Rows(Func<SourceColumn, int, int> bit) =>
            source
                .Source.Columns.Select((column, place) => (column.Name, Bit: bit(column, place)))
                .Select(item => (item.Name, Count: counts.Where(group => Verdict.Has(group.Key, item.Bit)).Sum(group => group.Value)))
                .Where(item => item.Count > 0)
                .ToDictionary(item => item.Name, item => item.Count);
        return source with
        {
            Read = counts.Values.Sum(),
            HasBadRows = counts.Keys.Any(verdict => verdict < 0),
            Nulled = Rows(Verdict.Nulled),
            NewValues = Rows((column, place) => column.Known.Count > 0 ? Verdict.Bit(place) : 0),
        };
    }
}
