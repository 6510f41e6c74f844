using System.Globalization;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Arrow;
using Google.Protobuf;

namespace C360.Spark.Tests.Server;

/// <summary>Responses for results that a test makes up; they are numbered r1, r2, … as they are sent.</summary>
internal static class ScriptedResult
{
    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number}");

    /// <summary>How many responses the client has when it reattaches.</summary>
    public static int Number(ReattachExecuteRequest request) =>
        request.HasLastResponseId ? int.Parse(request.LastResponseId.AsSpan(1), CultureInfo.InvariantCulture) : 0;

    /// <summary>One column, id BIGINT.</summary>
    public static ExecutePlanResponse Schema() =>
        new()
        {
            Schema = new DataType
            {
                Struct = new DataType.Types.Struct
                {
                    Fields =
                    {
                        new DataType.Types.StructField
                        {
                            Name = "id",
                            DataType = new DataType { Long = new DataType.Types.Long() },
                        },
                    },
                },
            },
        };

    /// <summary>Rows of the one column, from the given row on.</summary>
    public static ExecutePlanResponse Batch(long startOffset, params long[] ids) =>
        new()
        {
            ArrowBatch = new ExecutePlanResponse.Types.ArrowBatch
            {
                RowCount = ids.Length,
                StartOffset = startOffset,
                Data = ByteString.CopyFrom(
                    ArrowWriter.Write([new SparkColumn("id", "bigint")], [.. ids.Select(id => new object?[] { id })])
                ),
            },
        };

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
