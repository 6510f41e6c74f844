using C360.Infrastructure.DuckDb.Reading;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>All counts of a source in one line.</summary>
internal static class Figures
{
    /// <summary>As in <c>5 read, 3 used, rejected missing 2, nulled cost 1, new status 1</c>; what is zero is left out.</summary>
    public static string Of(ReadSource source) =>
        $"{source.Read} read, {source.Used} used"
        + Each("rejected", source.Rejected)
        + Each("nulled", source.Nulled)
        + Each("new", source.NewValues);

    /// <summary>Counts in the order of their names; nothing when there are none.</summary>
    public static string Each(string what, IReadOnlyDictionary<string, long> counts) =>
        string.Concat(
            counts
                .OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select((count, i) => $"{(i == 0 ? $", {what}" : ",")} {count.Key} {count.Value}")
        );
}
