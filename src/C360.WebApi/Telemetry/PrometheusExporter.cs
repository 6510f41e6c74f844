using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace C360.WebApi.Telemetry;

/// <summary>Reads all instruments when it is asked to and keeps what they say as Prometheus text; the SDK of OpenTelemetry does the counting.</summary>
[ExportModes(ExportModes.Pull)]
public sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    /// <summary>Asks every instrument, within so many milliseconds; set by the SDK, and null while it is switched off.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>What the instruments say now. Several may ask at once; they are answered one after the other.</summary>
    public string Scrape()
    {
        lock (_lock)
        {
            _text.Clear();
            Collect?.Invoke(Timeout.Infinite);
            return _text.ToString();
        }
    }

    /// <summary>Writes what was collected.</summary>
    /// <param name="batch">One metric for each instrument.</param>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (Metric metric in batch)
            PrometheusText.Write(_text, metric);
        return ExportResult.Success;
    }
}
