using C360.Domain.Quality;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>Puts the reports on the sources together.</summary>
/// <param name="tables">Where the sources are.</param>
/// <param name="dated">What hangs on as_of.</param>
/// <param name="days">The days of events.</param>
/// <param name="asOf">The date.</param>
internal sealed class Reports(IBuildTables tables, DatedRows dated, EventDays days, DateOnly asOf)
{
    /// <summary>One for each source, without samples of rejected rows.</summary>
    /// <param name="sources">What became of them.</param>
    /// <param name="located">Where they were found, in the same order.</param>
    public async Task<IReadOnlyList<SourceReport>> MakeAsync(IEnumerable<CheckedSource> sources, IEnumerable<LocatedSource> located)
    {
        var reports = new List<SourceReport>();
        foreach ((CheckedSource source, LocatedSource found) in sources.Zip(located))
        {
            (DateOnly? first, DateOnly? last) = days.Span(asOf, source.Source);
            SourceReport report = await dated.ReportAsync(source, days);
            reports.Add(
                report with
                {
                    Files = found.Files.Count,
                    ModifiedAt = found.ModifiedAt,
                    FirstEventOn = first,
                    LastEventOn = last,
                    FrequentNewValues = await FrequentValues.OfAsync(source, tables),
                }
            );
        }
        return reports;
    }

    /// <summary>The reports with their samples.</summary>
    public static IReadOnlyList<SourceReport> With(IEnumerable<SourceReport> reports, ILookup<string, RejectedSample> samples) =>
        [.. reports.Select(report => report with { Samples = [.. samples[report.Source]] })];
}
