using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// How far an execution is: the share of tasks done in the stages that the server knows by now. A new stage makes it smaller and reports come twice; what
/// is told only grows.
/// </summary>
internal sealed class ExecutionProgress(IProgress<double>? told)
{
    private double _percent;

    /// <summary>Takes a report.</summary>
    public void Accept(ExecutePlanResponse.Types.ExecutionProgress report)
    {
        double tasks = report.Stages.Sum(stage => (double)stage.NumTasks);
        double percent = tasks > 0 ? Math.Min(100 * report.Stages.Sum(stage => (double)stage.NumCompletedTasks) / tasks, 100) : 0;
        if (!(percent > _percent))
            return;
        _percent = percent;
        told?.Report(percent);
    }
}
