using System.Diagnostics;
using System.Globalization;
using C360.Domain.Snapshots;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;

namespace C360.Bench;

/// <summary>A whole build, all checks on: wall, CPU seconds and resident memory, by stage. Run it in a process of its own.</summary>
internal static class ScaleBench
{
    public static async Task RunAsync(string data, string work, string memory, string asOf)
    {
        string folder = Path.Combine(work, "build-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(folder);
        var settings = new DuckDbSettings
        {
            MemoryLimit = memory,
            Threads = Environment.ProcessorCount,
            TempDirectory = Path.Combine(work, "temp"),
        };
        var run = new PipelineRun(
            data,
            Path.Combine(AppContext.BaseDirectory, "pipeline"),
            new AsOfSetting(AsOfKind.Date, DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeProvider.System.GetUtcNow(),
            12.50m,
            folder
        );
        using Process me = Process.GetCurrentProcess();
        var stages = new Stages(me);
        TimeSpan cpu = me.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        PipelineResult result = await new DuckDbPipelineEngine(settings).BuildAsync(run, stages, CancellationToken.None);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        me.Refresh();
        stages.Close();
        TimeSpan used = me.TotalProcessorTime - cpu;
        foreach ((string stage, double seconds) in stages.Seconds.OrderByDescending(stage => stage.Value))
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {seconds, 7:F2} cpu s  {seconds / used.TotalSeconds, 6:P0}  {stage}")
            );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.TotalCustomers} customers, {result.Sources.Sum(source => source.Read)} rows read, {result.Sources.Sum(source => source.Rejected.Values.Sum())} rejected: wall {wall.TotalSeconds:F1} s, cpu {used.TotalSeconds:F1} s, peak resident {PeakMegabytes()} MB"
            )
        );
        Directory.Delete(folder, recursive: true);
    }

    private static long PeakMegabytes() =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    private sealed class Stages(Process process) : IProgress<PipelineProgress>
    {
        private string? _stage;
        private TimeSpan _since;

        public Dictionary<string, double> Seconds { get; } = [];

        public void Report(PipelineProgress value)
        {
            if (value.Stage == _stage)
                return;
            Close();
            _stage = value.Stage;
        }

        public void Close()
        {
            process.Refresh();
            TimeSpan now = process.TotalProcessorTime;
            if (_stage is not null)
                Seconds[_stage] = Seconds.GetValueOrDefault(_stage) + (now - _since).TotalSeconds;
            _since = now;
        }
    }
}
