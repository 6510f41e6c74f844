using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Building;
using C360.Infrastructure.Pipeline.Checking;
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
    private readonly SourceReader _reader = new(
        new ColumnsInUse([.. models.Models.Select(model => model.Select)]),
        Path.Combine(Path.GetFullPath(run.Folder), "clean"),
        connection,
        cancellationToken
    );

    /// <summary>Runs the stages. Nothing in them waits: all is done when this returns, on the caller's thread.</summary>
    public async Task<PipelineResult> RunAsync()
    {
        Read();
        var tables = new DuckDbTables(connection, cancellationToken);
        EventDays days = await EventDays.CountAsync(DeclaredSources.All, tables);
        DateOnly asOf = days.AsOf(run.AsOf, run.Today);
        var dated = new DatedRows(tables, _reader.Sources, asOf);
        connection.Execute($"CREATE TEMP TABLE {ModelFolder.RunTable} AS {dated.Run(run)}", cancellationToken);
        await dated.ApplyAsync();
        PipelineRunner.Run(
            models,
            connection,
            new ModelProgress(progress, models.Models.Count, BuildStages.ReadingEnds, BuildStages.ModelsEnd),
            cancellationToken
        );
        progress.Begin("counting", BuildStages.ModelsEnd, BuildStages.CountingEnds);
        long customers = Customers();
        IReadOnlyList<SourceReport> reports = await new Reports(tables, dated, days, asOf).MakeAsync(_reader.Sources, located);
        reports = Reports.With(reports, Samples.Of(connection, cancellationToken));
        ControlTotals totals = await ControlSums.TakeAsync(tables, asOf);
        progress.Begin("writing", BuildStages.CountingEnds, 100);
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
            double to = from + (BuildStages.ReadingEnds * source.Bytes / bytes);
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
