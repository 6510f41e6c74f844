using C360.Domain.Refreshing;
using C360.Domain.Views;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Models;

namespace C360.Infrastructure.Spark.Building;

/// <summary>Runs the models on Spark: a table of each, and a view of its plain name.</summary>
/// <param name="work">Where the tables are made; its session sees the sources and <see cref="ModelFolder.RunTable"/>.</param>
internal sealed class SparkModels(WorkDatabase work)
{
    /// <summary>Runs them, then checks that the final views have what queries need.</summary>
    /// <param name="models">The models.</param>
    /// <param name="progress">Told before each model, its percentage being that of the models alone, and after it, with its rows.</param>
    /// <param name="within">Told how far Spark is with a model.</param>
    /// <exception cref="RefreshFailedException">A model is at fault; the message names it.</exception>
    public async Task RunAsync(ModelFolder models, IProgress<PipelineProgress> progress, IProgress<double> within)
    {
        foreach ((int place, Model model) in models.Models.Index())
        {
            var stage = new PipelineProgress($"model {model.Name}", 100.0 * place / models.Models.Count) { Model = model.Name };
            progress.Report(stage);
            progress.Report(stage with { Rows = await MakeAsync(model, within) });
        }
        foreach (FinalView view in FinalView.All)
        {
            IReadOnlyList<SparkColumn> columns = await work.Tables.DescribeAsync($"QUERY SELECT * FROM {view.Name}");
            if (view.Fault(columns.ToDictionary(column => column.Name, column => SparkTypes.NameOf(column.Type))) is { } fault)
                throw new RefreshFailedException(fault);
        }
    }

    private async Task<long> MakeAsync(Model model, IProgress<double> within)
    {
        try
        {
            await work.MakeAsync(model.Name, model.Select, within);
        }
        catch (SparkException error) when (error.Kind is SparkErrorKind.Statement or SparkErrorKind.Engine)
        {
            throw SparkFailureWords.OfModel(model, error);
        }
        return await work.Tables.CountAsync($"SELECT count(*) FROM {model.Name}");
    }
}
