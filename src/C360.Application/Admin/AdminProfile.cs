using AutoMapper;
using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Domain.Sources;

namespace C360.Application.Admin;

/// <summary>Maps what the domain keeps to what the admin endpoints show.</summary>
internal sealed class AdminProfile : Profile
{
    /// <summary>Declares the maps.</summary>
    public AdminProfile()
    {
        CreateMap<Refresh, RefreshReport>()
            .ForCtorParam(nameof(RefreshReport.RefreshId), map => map.MapFrom(refresh => refresh.Id))
            .ForCtorParam(nameof(RefreshReport.ForceRefresh), map => map.MapFrom(refresh => refresh.Force))
            .ForCtorParam(nameof(RefreshReport.Percent), map => map.MapFrom(refresh => (int)Math.Floor(refresh.Percent)))
            .ForCtorParam(nameof(RefreshReport.Host), map => map.MapFrom(refresh => refresh.Owner.Host))
            .ForCtorParam(nameof(RefreshReport.ProcessId), map => map.MapFrom(refresh => refresh.Owner.ProcessId));
        CreateMap<SourceRows, SourceRowsReport>()
            .ForCtorParam(nameof(SourceRowsReport.RowsRead), map => map.MapFrom(source => source.Read))
            .ForCtorParam(nameof(SourceRowsReport.RowsRejected), map => map.MapFrom(source => source.Rejected));
        CreateMap<ModelTime, ModelTimeReport>()
            .ForCtorParam(nameof(ModelTimeReport.DurationMs), map => map.MapFrom(model => model.Milliseconds));

        CreateMap<StoredSnapshot, SnapshotReport>()
            .ForCtorParam(nameof(SnapshotReport.Version), map => map.MapFrom(stored => stored.Snapshot.Version))
            .ForCtorParam(nameof(SnapshotReport.AsOf), map => map.MapFrom(stored => stored.Snapshot.AsOf))
            .ForCtorParam(nameof(SnapshotReport.BuiltAt), map => map.MapFrom(stored => stored.Snapshot.BuiltAt))
            .ForCtorParam(nameof(SnapshotReport.Engine), map => map.MapFrom(stored => stored.Snapshot.Engine))
            .ForCtorParam(nameof(SnapshotReport.TotalCustomers), map => map.MapFrom(stored => stored.Snapshot.TotalCustomers))
            .ForCtorParam(
                nameof(SnapshotReport.Rejected),
                map => map.MapFrom(stored => stored.Snapshot.Sources.Sum(source => source.Read - source.Used))
            )
            .ForCtorParam(nameof(SnapshotReport.Current), map => map.MapFrom(stored => stored.IsCurrent));

        CreateMap<Snapshot, DataQuality>()
            .ForCtorParam(
                nameof(DataQuality.Gate),
                map => map.MapFrom(snapshot => new GateReport(snapshot.Gate.All(check => check.Passed), snapshot.Gate))
            )
            .ForCtorParam(
                nameof(DataQuality.Currencies),
                map => map.MapFrom(snapshot => snapshot.Sources.SelectMany(source => source.Currencies))
            )
            .ForCtorParam(
                nameof(DataQuality.Sources),
                map => map.MapFrom((snapshot, _) => snapshot.Sources.Select(source => Quality(source, snapshot.AsOf)))
            );
    }

    private static SourceQuality Quality(SourceReport source, DateOnly asOf)
    {
        long rejected = source.Read - source.Used;
        return new SourceQuality(
            source.Source,
            source.Files,
            source.ModifiedAt,
            source.Read,
            source.Used,
            rejected,
            Percentage.Of(rejected, source.Read) ?? 0,
            [.. MostFirst(source.Rejected).Select(reason => new RejectedCount(reason.Key, reason.Value, Samples(source, reason.Key)))],
            [.. MostFirst(source.Nulled).Select(column => new NulledCount(column.Key, column.Value))],
            [.. MostFirst(source.NewValues).Select(column => new NewValueCounts(column.Key, column.Value, Values(source, column.Key)))],
            [.. MostFirst(source.Noted).Select(note => new NoteCount(note.Key, note.Value))],
            new SourceFreshness(source.FirstEventOn, source.LastEventOn, asOf.DayNumber - source.LastEventOn?.DayNumber),
            source.ReadBefore,
            source.ReadBefore is { } before ? Percentage.Of(source.Read - before, before) : null
        );
    }

    private static RejectedRowSample[] Samples(SourceReport source, string reason) =>
        [
            .. source
                .Samples.Where(sample => sample.Reason == reason)
                .Select(row => new RejectedRowSample(row.File, row.Line, row.Key, row.Column, row.RawValues)),
        ];

    private static NewValueCount[] Values(SourceReport source, string column) =>
        [.. source.FrequentNewValues.Where(value => value.Column == column).Select(value => new NewValueCount(value.Value, value.Rows))];

    private static IEnumerable<KeyValuePair<string, long>> MostFirst(IReadOnlyDictionary<string, long> counts) =>
        counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal);
}
