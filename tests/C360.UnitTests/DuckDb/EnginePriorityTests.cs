using System.Globalization;
using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

/// <summary>Who goes first when the cores do not suffice, as the system itself sees it.</summary>
[Platform("Linux")]
internal sealed class EnginePriorityTests
{
    /// <summary>proc(5): the 19th field, and the first two are cut off with the name.</summary>
    private const int Nice = 16;

    [TestCase(true, 10)]
    [TestCase(false, 0)]
    public async Task The_engines_own_threads_go_as_the_thread_goes_that_opens_it(bool giveWay, int nice)
    {
        // A thread begins with the name of the one that starts it.
        string name = giveWay ? "polite" : "rude";
        using var threads = new EngineThreads(1, name, giveWay);
        using DuckDbDatabase database = await threads.RunAsync(
            () => DuckDbDatabase.Open(":memory:", new DuckDbSettings { Threads = 4 }),
            CancellationToken.None
        );
        await threads.RunAsync(
            () =>
            {
                using DuckDbConnection connection = database.Connect();
                connection.Execute("SELECT sum(hash(i)) FROM range(3000000) r(i)");
            },
            CancellationToken.None
        );

        Assert.That(NicesOf($"{name} 1"), Is.EqualTo(new[] { nice, nice, nice, nice }), "the thread and three workers");
    }

    private static int[] NicesOf(string name) =>
        [
            .. Directory
                .GetDirectories("/proc/self/task")
                .Where(task => File.ReadAllText(Path.Combine(task, "comm")).Trim() == name)
                .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
                .Select(stat => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Nice])
                .Select(nice => int.Parse(nice, CultureInfo.InvariantCulture)),
        ];
}
