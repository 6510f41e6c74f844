using System.Globalization;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Spark.Tests.Server;

/// <summary>Responses for results that a test makes up; they are numbered r1, r2, … as they are sent.</summary>
internal static class ScriptedResult
{
    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number}");

    /// <summary>How many responses the client has when it reattaches.</summary>
    public static int Number(ReattachExecuteRequest request) =>
        request.HasLastResponseId ? int.Parse(request.LastResponseId.AsSpan(1), CultureInfo.InvariantCulture) : 0;

    public static ExecutePlanResponse Complete() => new() { ResultComplete = new ExecutePlanResponse.Types.ResultComplete() };

    public static ExecutePlanResponse Progress(params (long Tasks, long Done)[] stages) =>
        new()
        {
            ExecutionProgress = new ExecutePlanResponse.Types.ExecutionProgress
            {
                Stages =
                {
                    stages.Select(
                        (stage, index) =>
                            new ExecutePlanResponse.Types.ExecutionProgress.Types.StageInfo
                            {
                                StageId = index,
                                NumTasks = stage.Tasks,
                                NumCompletedTasks = stage.Done,
                            }
                    ),
                },
            },
        };
}
