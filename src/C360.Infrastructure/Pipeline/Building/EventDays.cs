using C360.Domain.Snapshots;
using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>On which days how many events happened, by source: whatever depends on as_of is counted from this one pass.</summary>
internal sealed class EventDays
{
    private readonly Dictionary<string, List<(DateOnly Day, long Events)>> _days = [];

    private EventDays() { }

    /// <summary>Counts the accepted events of all sources that have any.</summary>
    public static async Task<EventDays> CountAsync(IEnumerable<Source> sources, IBuildTables tables)
    {
        var days = new EventDays();
        foreach (Source source in sources.Where(source => source.EventColumn is not null))
        {
            IReadOnlyList<object?[]> counts = await tables.RowsAsync(
                $"SELECT CAST({source.EventColumn} AS DATE) AS day, count(*) FROM {source.Table} GROUP BY day"
            );
            days._days[source.Name] = [.. counts.Select(row => ((DateOnly)row[0]!, (long)row[1]!))];
        }
        return days;
    }

    /// <summary>The date that the setting means; without an event until today, <c>latest</c> is today.</summary>
    public DateOnly AsOf(AsOfSetting setting, DateOnly today) =>
        setting.Kind switch
        {
            AsOfKind.Date => setting.Date!.Value,
            AsOfKind.Latest => LatestUntil(today) ?? today,
            _ => today,
        };

    /// <summary>The last day until today with an event, or null.</summary>
    public DateOnly? LatestUntil(DateOnly today) => All.Where(day => day <= today).Select(day => (DateOnly?)day).Max();

    /// <summary>The first day after today with an event, or null.</summary>
    public DateOnly? NextAfter(DateOnly today) => All.Where(day => day > today).Select(day => (DateOnly?)day).Min();

    /// <summary>The events of a source after a day.</summary>
    public long After(DateOnly asOf, Source source) =>
        _days.TryGetValue(source.Name, out var days) ? days.Where(day => day.Day > asOf).Sum(day => day.Events) : 0;

    /// <summary>The first and the last day of a source with an event until a day; null when there is none.</summary>
    public (DateOnly? First, DateOnly? Last) Span(DateOnly asOf, Source source)
    {
        DateOnly?[] until = _days.TryGetValue(source.Name, out var days)
            ? [.. days.Where(day => day.Day <= asOf).Select(day => (DateOnly?)day.Day)]
            : [];
        return (until.Min(), until.Max());
    }

    private IEnumerable<DateOnly> All => _days.Values.SelectMany(days => days.Select(day => day.Day));
}
