using System.Globalization;

namespace C360.Bench;

/// <summary>Runs one benchmark; the service's own Program has the name that a top-level program would take.</summary>
internal static class Entry
{
    private const string Usage = """
        hit WORK                              cached hits against a bare action, and 304
        alloc WORK                            the bytes of a cached hit below HTTP
        cold DATA WORK                        cold queries against the plain DuckDB layer
        start WORK                            start to first 200, memory at rest
        calm WORK CUSTOMERS                   reads without and during a forced refresh, e.g. calm /tmp/w 100000
        kill WORK KILLS CUSTOMERS             kill -9 at random moments of a refresh, e.g. kill /tmp/w 100 3000
        data CUSTOMERS csv|parquet FOLDER     sources of any size
        scale DATA WORK MEMORY AS_OF          one build by stage, e.g. scale /tmp/d /tmp/w 3GB 2025-01-01
        """;

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["hit", string work]:
                await HitBench.RunAsync(work);
                return 0;
            case ["alloc", string work]:
                await AllocBench.RunAsync(work);
                return 0;
            case ["cold", string data, string work]:
                await ColdBench.RunAsync(data, work);
                return 0;
            case ["start", string work]:
                await StartBench.RunAsync(work);
                return 0;
            case ["calm", string work, string customers]:
                return await CalmBench.RunAsync(work, int.Parse(customers, CultureInfo.InvariantCulture)) ? 0 : 1;
            case ["kill", string work, string kills, string customers]:
                await KillBench.RunAsync(
                    work,
                    int.Parse(kills, CultureInfo.InvariantCulture),
                    int.Parse(customers, CultureInfo.InvariantCulture)
                );
                return 0;
            case ["data", string customers, string format, string folder]:
                ScaleData.Generate(int.Parse(customers, CultureInfo.InvariantCulture), format, folder);
                return 0;
            case ["scale", string data, string work, string memory, string asOf]:
                await ScaleBench.RunAsync(data, work, memory, asOf);
                return 0;
            default:
                Console.WriteLine(Usage);
                return 1;
        }
    }
}
