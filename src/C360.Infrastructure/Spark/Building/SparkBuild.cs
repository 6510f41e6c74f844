using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Building;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Models;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark.Reading;

namespace C360.Infrastructure.Spark.Building;

/// <summary>One build on Spark, from the first file to the last: its stages in order, the same as those of the embedded engine.</summary>
internal sealed class SparkBuild(
    PipelineRun run,
    IReadOnlyList<LocatedSource> located,
    ModelFolder models,
    WorkDatabase work,
    ParquetImport import,
    BuildProgress progress,
    CancellationToken cancellationToken
)
{
    private readonly SparkSourceReader _reader = new(new ColumnsInUse([.. models.Models.Select(model => model.Select)]), work);
    private readonly ToldPercent _within = new(progress);

    /// <summary>What is done now, for a message about what went wrong.</summary>
    public string Doing { get; private set; } = "the build began";

    /// <summary>Runs the stages.</summary>
    public async Task<PipelineResult> RunAsync()
    {
        await ReadAsync();
        EventDays days = await EventDays.CountAsync(DeclaredSources.All, work.Tables);
        DateOnly asOf = days.AsOf(run.AsOf, run.Today);
        var dated = new DatedRows(work.Tables, _reader.Sources, asOf);
        await work.Tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {ModelFolder.RunTable} AS {dated.Run(run)}");
        await dated.ApplyAsync();
        Doing = "the models ran";
        await new SparkModels(work).RunAsync(
            models,
            new ModelProgress(progress, models.Models.Count, BuildStages.ReadingEnds, BuildStages.ModelsEnd),
            _within
        );
        Begin("counting", BuildStages.ModelsEnd, BuildStages.CountingEnds);
        Dictionary<string, long> rows = await RowsAsync();
        IReadOnlyList<SourceReport> reports = await new Reports(work.Tables, dated, days, asOf).MakeAsync(_reader.Sources, located);
        ControlTotals totals = await ControlSums.TakeAsync(work.Tables, asOf);
        Begin("writing", BuildStages.CountingEnds, 100);
        reports = Reports.With(reports, await WriteAsync(rows));
        return new PipelineResult(
            asOf,
            days.LatestUntil(run.Today),
            days.NextAfter(run.Today),
            rows[CustomerAnalyticsView.Declared.Name],
            reports,
            totals
        );
    }

    private async Task ReadAsync()
    {
        double bytes = Math.Max(1, located.Sum(source => source.Bytes));
        double from = 0;
        foreach (LocatedSource source in located)
        {
            double to = from + (BuildStages.ReadingEnds * source.Bytes / bytes);
            Begin($"reading {source.Source.Name}", from, to);
            CheckedSource read = await _reader.ReadAsync(source, _within);
            progress.Count(new SourceRows(source.Source.Name, read.Read, read.Read - read.Used));
            from = to;
        }
    }

    private async Task<Dictionary<string, long>> RowsAsync()
    {
        var rows = new Dictionary<string, long>();
        foreach (Model view in models.Models.Where(model => model.IsView))
            rows[view.Name] = await work.Tables.CountAsync($"SELECT count(*) FROM {view.Name}");
        rows[RejectedRowsTable.Name] = _reader.Rejected.Rows;
        return rows;
    }

    private async Task<ILookup<string, RejectedSample>> WriteAsync(Dictionary<string, long> rows)
    {
        var output = new SparkOutput(work.Tables, run.Folder);
        string[] more = [.. rows.Keys.Except([.. FinalView.All.Select(view => view.Name), RejectedRowsTable.Name])];
        foreach (FinalView view in FinalView.All)
            await output.WriteAsync(view.Name, view.Name, view.Columns[0].Name, _within);
        foreach (string view in more)
            await output.WriteAsync(view, view, null, _within);
        await output.WriteAsync(RejectedRowsTable.Name, $"({_reader.Rejected.All}) AS rejected", "row_id", _within);
        ILookup<string, RejectedSample> samples = await import.RunAsync(run.Folder, rows, output.FolderOf, cancellationToken);
        // Of views that no query needs only the database has a table.
        foreach (string view in more)
            Directory.Delete(output.FolderOf(view), recursive: true);
        return samples;
    }

    private void Begin(string stage, double from, double to)
    {
        Doing = stage;
        progress.Begin(stage, from, to);
    }

    private sealed class ToldPercent(BuildProgress progress) : IProgress<double>
    {
        public void Report(double value) => progress.Within(value);
    }
}
