using C360.Domain.Refreshing;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Pipeline.Models;

namespace C360.Infrastructure.Pipeline;

/// <summary>Runs the models on the embedded engine.</summary>
/// <remarks>The connection has the tables of the sources and <see cref="ModelFolder.RunTable"/>, under names that need no schema.</remarks>
internal static class PipelineRunner
{
    // The one function of the portable subset that DuckDB lacks.
    private const string UnixDate = "CREATE OR REPLACE TEMP MACRO unix_date(d) AS CAST(CAST(d AS DATE) - DATE '1970-01-01' AS INT)";

    /// <summary>
    /// Makes a table of each model: those of the views in the connection's database, the others as temporary tables of the connection. Then checks that
    /// the final views have what queries need.
    /// </summary>
    /// <param name="models">The models.</param>
    /// <param name="connection">Where the sources are; busy until this returns.</param>
    /// <param name="progress">Told before each model, its percentage being that of the models alone, and after it, with its rows.</param>
    /// <param name="cancellationToken">Stops the running model.</param>
    /// <exception cref="RefreshFailedException">A model is at fault; the message names it.</exception>
    public static void Run(
        ModelFolder models,
        DuckDbConnection connection,
        IProgress<PipelineProgress> progress,
        CancellationToken cancellationToken
    )
    {
        connection.Execute(UnixDate, cancellationToken);
        for (int i = 0; i < models.Models.Count; i++)
        {
            Model model = models.Models[i];
            var stage = new PipelineProgress($"model {model.Name}", 100.0 * i / models.Models.Count) { Model = model.Name };
            progress.Report(stage);
            progress.Report(stage with { Rows = Create(model, connection, cancellationToken) });
        }
        foreach (FinalView view in FinalView.All)
        {
            if (view.Fault(Columns(view.Name, connection, cancellationToken)) is { } fault)
                throw new RefreshFailedException(fault);
        }
    }

    private static long Create(Model model, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        string kind = model.IsView ? "TABLE" : "TEMP TABLE";
        try
        {
            // The line end closes a comment at the end of the text.
            using DuckDbReader made = connection.Query($"CREATE {kind} {model.Name} AS\n{model.Select}\n", cancellationToken);
            return made.Read() ? made.Int64(0) : 0;
        }
        catch (DuckDbException error) when (error.Kind != DuckDbErrorKind.Io)
        {
            // A disk that cannot be written is no fault of the model that meets it.
            throw new RefreshFailedException($"The model {model.File} failed: {Reason(error)}", error);
        }
    }

    /// <summary>What a data engineer can act on; other words of the engine may quote values or paths and are for the log.</summary>
    private static string Reason(DuckDbException error)
    {
        string[] parts = error.Message.Split('\n')[0].Split(" Error: ", 2);
        return error.Kind switch
        {
            DuckDbErrorKind.Syntax or DuckDbErrorKind.Bind => parts[^1],
            DuckDbErrorKind.OutOfMemory => "it needs more than ENGINE_MEMORY and the disk of ENGINE_TEMP_PATH give.",
            _ => $"{parts[0]} Error. The log says more.",
        };
    }

    private static Dictionary<string, string> Columns(string table, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, string>();
        using DuckDbReader reader = connection.Query($"DESCRIBE {table}", cancellationToken);
        while (reader.Read())
            columns[reader.String(0)] = reader.String(1);
        return columns;
    }
}
