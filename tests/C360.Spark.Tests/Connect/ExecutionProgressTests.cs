using C360.Infrastructure.Spark.Connect;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

internal sealed class ExecutionProgressTests
{
    [Test]
    public void Progress_only_grows_and_is_told_when_it_does()
    {
        List<double> told = [];
        ExecutionProgress progress = new(new Told(told));
        (long, long)[][] reports =
        [
            [], // no stage yet: nothing to tell
            [(4, 0)],
            [(4, 1)], // 25 %
            [(4, 1)], // told already
            [(4, 4)], // 100 % of what is known
            [(4, 4), (12, 0)], // 25 %, less than before
            [(4, 4), (12, 12)],
        ];
        foreach ((long, long)[] stages in reports)
            progress.Accept(ScriptedResult.Progress(stages).ExecutionProgress);
        Assert.That(told, Is.EqualTo(new double[] { 25, 100 }));
    }

    [Test]
    public void Nonsense_is_not_told()
    {
        List<double> told = [];
        ExecutionProgress progress = new(new Told(told));
        progress.Accept(ScriptedResult.Progress((-5, 3)).ExecutionProgress);
        progress.Accept(ScriptedResult.Progress((5, -3)).ExecutionProgress);
        progress.Accept(ScriptedResult.Progress((long.MaxValue, long.MaxValue), (long.MaxValue, long.MaxValue)).ExecutionProgress);
        progress.Accept(ScriptedResult.Progress((5, 500)).ExecutionProgress);
        Assert.That(told, Is.EqualTo(new double[] { 100 }));
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, at once and in order.</summary>
    private sealed class Told(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
