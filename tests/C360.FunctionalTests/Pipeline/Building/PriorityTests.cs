using System.Globalization;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>Readers go first: a build gives way when the cores do not suffice, with every thread of its engine.</summary>
[Platform("Linux")]
internal sealed class PriorityTests
{
    /// <summary>proc(5): the 19th field, and the first two are cut off with the name.</summary>
    private const int Nice = 16;

    [Test]
    public async Task All_threads_of_a_build_give_way()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        List<int> nices = [];
        using Build build = await Build.RunAsync(data, onProgress: _ => nices.AddRange(NicesOf("C360 build 1")));
        // Its own thread and the one worker that two threads make; another test's build may run beside, and gives way too.
        Assert.That(nices, Has.Count.GreaterThanOrEqualTo(2).And.All.EqualTo(10));
    }

    /// <summary>The system's threads begin with the name of the one that starts them.</summary>
    private static IEnumerable<int> NicesOf(string name)
    {
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(task, "stat"));
            }
            catch (IOException)
            {
                continue; // it has ended
            }
            if (stat.Contains($"({name})", StringComparison.Ordinal))
                yield return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Nice], CultureInfo.InvariantCulture);
        }
    }
}
