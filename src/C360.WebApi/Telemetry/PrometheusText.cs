using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace C360.WebApi.Telemetry;

/// <summary>The text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>What the format is called in a header.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>For the documentation.</summary>
    public const string Example = """
        # HELP c360_cache_lookups_total Questions by where their answers came from.
        # TYPE c360_cache_lookups_total counter
        c360_cache_lookups_total{outcome="hit"} 42

        """;

    /// <summary>Writes a metric: what it is, and a line for each of its series.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="metric">The metric.</param>
    public static void Write(StringBuilder text, Metric metric)
    {
        string? type = TypeOf(metric.MetricType);
        if (type is null)
            return;
        string name = NameOf(metric.Name, metric.Unit, type);
        text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(metric.Description, quoted: false)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            if (metric.MetricType == MetricType.Histogram)
                WriteHistogram(text, name, point);
            else
                WriteSample(text, name, LabelsOf(point.Tags), ValueOf(metric.MetricType, point));
    }

    /// <summary>The name of an instrument as Prometheus has it: with its unit, and with what tells a counter from a gauge.</summary>
    /// <param name="name">The instrument's name, as in <c>c360.cache.size</c>.</param>
    /// <param name="unit">Its unit; those in braces are no unit.</param>
    /// <param name="type">Its type in the format.</param>
    public static string NameOf(string name, string unit, string type)
    {
        string suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return WordOf(name) + suffix + (type == "counter" ? "_total" : "");
    }

    /// <summary>A text as the format writes it, in a label's quotes or behind HELP.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quoted">Whether it stands in quotes.</param>
    public static string Escaped(string text, bool quoted)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quoted ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string? TypeOf(MetricType type) =>
        type switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.Histogram => "histogram",
            MetricType.ExponentialHistogram => null,
            _ => "gauge",
        };

    private static double ValueOf(MetricType type, in MetricPoint point) =>
        type switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
            MetricType.LongGauge => point.GetGaugeLastValueLong(),
            _ => point.GetGaugeLastValueDouble(),
        };

    /// <summary>Each bucket counts what is in those below it, too.</summary>
    private static void WriteHistogram(StringBuilder text, string name, in MetricPoint point)
    {
        string labels = LabelsOf(point.Tags);
        long count = 0;
        foreach (HistogramBucket bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            string bound = $"le=\"{NumberOf(bucket.ExplicitBound)}\"";
            WriteSample(text, name + "_bucket", labels.Length == 0 ? bound : $"{labels},{bound}", count);
        }
        WriteSample(text, name + "_sum", labels, point.GetHistogramSum());
        // Of the buckets, not the point's own: the two may be read on either side of a recording, and +Inf must be the count.
        WriteSample(text, name + "_count", labels, count);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(NumberOf(value)).Append('\n');
    }

    private static string NumberOf(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString(CultureInfo.InvariantCulture);

    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        var labels = new List<string>(tags.Count);
        foreach ((string name, object? value) in tags)
            labels.Add($"{WordOf(name)}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", quoted: true)}\"");
        return string.Join(',', labels);
    }

    /// <summary>Names are letters, digits and underscores, and begin with no digit.</summary>
    private static string WordOf(string name)
    {
        string word = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return word.Length > 0 && char.IsAsciiDigit(word[0]) ? "_" + word : word;
    }
}
