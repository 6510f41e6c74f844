using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Models;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>One build, from the first file to the last: its stages in order, on one connection.</summary>
internal sealed class DuckDbBuild(
    PipelineRun run,
    IReadOnlyList<LocatedSource> located,
    ModelFolder models,
    DuckDbConnection connection,
    BuildProgress progress,
    CancellationToken cancellationToken
)
{
    // What the stages take of the whole, as measured on five million rows.
    private const double ReadingEnds = 40;
    private const double ModelsEnd = 90;
    private const double CountingEnds = 95;

    /// <summary>Counting and writing.</summary>
    private const int OtherStages = 2;

    private readonly SourceReader _reader = new(
        new ColumnsInUse([.. models.Models.Select(model => model.Select)]),
        Path.Combine(Path.GetFullPath(run.Folder), "clean"),
        connection,
        cancellationToken
    );

    /// <summary>How many stages a build has.</summary>
    /// <param name="located">The sources.</param>
    /// <param name="models">The models.</param>
    public static int Stages(IReadOnlyList<LocatedSource> located, ModelFolder models) => located.Count + models.Models.Count + OtherStages;

    /// <summary>Runs the stages.</summary>
    public PipelineResult Run()
    {
        Read();
        EventDays days = EventDays.Count(DeclaredSources.All, connection, cancellationToken);
        DateOnly asOf = days.AsOf(run.AsOf, run.Today);
        var dated = new DatedRows(connection, _reader.Sources, asOf, cancellationToken);
        dated.Apply(run);
        PipelineRunner.Run(models, connection, new ModelProgress(progress, models.Models.Count, ReadingEnds, ModelsEnd), cancellationToken);
        progress.Begin("counting", ModelsEnd, CountingEnds);
        long customers = Customers();
        SourceReport[] reports = Reports(dated, days, asOf);
        ControlTotals totals = ControlSums.Take(connection, asOf, cancellationToken);
        progress.Begin("writing", CountingEnds, 100);
        Write();
        return new PipelineResult(asOf, days.LatestUntil(run.Today), days.NextAfter(run.Today), customers, reports, totals);
    }

    private void Read()
    {
        var rejected = new RejectedRowsTable(connection, cancellationToken);
        rejected.Make();
        _reader.Prepare();
        double bytes = Math.Max(1, located.Sum(source => source.Bytes));
        double from = 0;
        // Required parents come before their children.
        foreach (LocatedSource source in located)
        {
            double to = from + (ReadingEnds * source.Bytes / bytes);
            progress.Begin($"reading {source.Source.Name}", from, to);
            _reader.Read(source);
            rejected.Add(_reader.Sources[^1]);
            ReadSource read = _reader.Sources[^1];
            progress.Count(new SourceRows(source.Source.Name, read.Read, read.Read - read.Used));
            from = to;
        }
    }

    private long Customers()
    {
        using DuckDbReader reader = connection.Query($"SELECT count(*) FROM {CustomerAnalyticsView.Declared.Name}", cancellationToken);
        reader.Read();
        return reader.Int64(0);
    }

    private SourceReport[] Reports(DatedRows dated, EventDays days, DateOnly asOf)
    {
        var examples = new Examples(connection, cancellationToken);
        ILookup<string, RejectedSample> samples = examples.RejectedRows();
        return
        [
            .. _reader
                .Sources.Zip(located)
                .Select(pair =>
                {
                    (DateOnly? first, DateOnly? last) = days.Span(asOf, pair.First.Source);
                    return dated.Report(pair.First, days) with
                    {
                        Files = pair.Second.Files.Count,
                        ModifiedAt = pair.Second.ModifiedAt,
                        FirstEventOn = first,
                        LastEventOn = last,
                        FrequentNewValues = examples.NewValues(pair.First),
                        Samples = [.. samples[pair.First.Source.Name]],
                    };
                }),
        ];
    }

    private void Write()
    {
        string[] tables = [.. FinalView.All.Select(view => view.Name), RejectedRowsTable.Name];
        foreach (string table in tables)
        {
            string folder = Path.Combine(Path.GetFullPath(run.Folder), "parquet", table);
            Directory.CreateDirectory(folder);
            connection.Execute(
                $"COPY {table} TO {SqlText.Quoted(Path.Combine(folder, "part-0.parquet"))} (FORMAT parquet, COMPRESSION zstd)",
                cancellationToken
            );
        }
        connection.Execute("CHECKPOINT", cancellationToken);
    }
}
