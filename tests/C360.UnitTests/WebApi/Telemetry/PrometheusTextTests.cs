using System.Diagnostics.Metrics;
using C360.FunctionalTests.Telemetry;
using C360.WebApi.Telemetry;
using FsCheck;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace C360.UnitTests.WebApi.Telemetry;

internal sealed class PrometheusTextTests
{
    [Test]
    public void A_metric_is_its_help_its_type_and_a_line_for_each_series() =>
        Assert.That(
            Scraped(meter =>
            {
                Counter<long> counter = meter.CreateCounter<long>("c360.cups", "{cup}", "Cups of \"tea\"\nor \\coffee");
                counter.Add(2, new KeyValuePair<string, object?>("made.by", "a \"b\"\n\\c"));
                counter.Add(1, new KeyValuePair<string, object?>("made.by", 7));
                meter.CreateObservableGauge("c360.room", () => 12.5, "By", "Room");
                Histogram<double> histogram = meter.CreateHistogram(
                    "c360.brew",
                    "s",
                    "Time",
                    null,
                    new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] }
                );
                foreach (double seconds in (double[])[0.25, 0.5, 0.75, 2])
                    histogram.Record(seconds);
            }),
            // A bound belongs to its bucket: 0.25 and 0.5 are up to 0.5, 0.75 up to 1; 0.25 + 0.5 + 0.75 + 2 = 3.5.
            Is.EqualTo(
                """
                # HELP c360_cups_total Cups of "tea"\nor \\coffee
                # TYPE c360_cups_total counter
                c360_cups_total{made_by="a \"b\"\n\\c"} 2
                c360_cups_total{made_by="7"} 1
                # HELP c360_room_bytes Room
                # TYPE c360_room_bytes gauge
                c360_room_bytes 12.5
                # HELP c360_brew_seconds Time
                # TYPE c360_brew_seconds histogram
                c360_brew_seconds_bucket{le="0.5"} 2
                c360_brew_seconds_bucket{le="1"} 3
                c360_brew_seconds_bucket{le="+Inf"} 4
                c360_brew_seconds_sum 3.5
                c360_brew_seconds_count 4

                """
            )
        );

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void What_is_written_reads_back(NonNull<string> help, NonEmptyArray<NonNull<string>> labels, NonEmptyArray<double> numbers)
    {
        string[] values = [.. labels.Get.Select(label => label.Get).Distinct()];
        PrometheusDocument read = PrometheusDocument.Read(
            Scraped(meter =>
            {
                Counter<long> counter = meter.CreateCounter<long>("a.counter", null, help.Get);
                Histogram<double> histogram = meter.CreateHistogram<double>("a-histogram", "s", help.Get);
                for (int i = 0; i < values.Length; i++)
                {
                    counter.Add(i + 1, new("1st/label", values[i]), new("other", i));
                    foreach (double number in numbers.Get)
                        histogram.Record(number, new KeyValuePair<string, object?>("label", values[i]));
                }
                meter.CreateObservableGauge("a.gauge", () => numbers.Get[0], "By", help.Get);
            })
        );
        Assert.That(
            read.Families.Select(family => (family.Name, family.Type, family.Help)),
            Is.EqualTo(
                new[]
                {
                    ("a_counter_total", "counter", help.Get),
                    ("a_histogram_seconds", "histogram", help.Get),
                    ("a_gauge_bytes", "gauge", help.Get),
                }
            )
        );
        for (int i = 0; i < values.Length; i++)
        {
            Assert.That(read.Value("a_counter_total", ("_1st_label", values[i]), ("other", $"{i}")), Is.EqualTo(i + 1));
            Assert.That(read.Value("a_histogram_seconds_count", ("label", values[i])), Is.EqualTo(numbers.Get.Length));
        }
        Assert.That(read.Value("a_gauge_bytes"), Is.EqualTo(numbers.Get[0]));
    }

    [Test]
    public void Several_may_scrape_at_once()
    {
        using var meter = new Meter("tests");
        Counter<long> counter = meter.CreateCounter<long>("count");
        using var exporter = new PrometheusExporter();
        using MeterProvider provider = Reading(meter, exporter);
        counter.Add(1);
        string[] texts = new string[64];
        Parallel.For(0, texts.Length, i => texts[i] = exporter.Scrape());
        Assert.That(texts, Is.All.EqualTo("# HELP count_total \n# TYPE count_total counter\ncount_total 1\n"));
    }

    [Test]
    public void Without_the_SDK_there_is_nothing_to_say()
    {
        using var exporter = new PrometheusExporter();
        Assert.That(exporter.Scrape(), Is.Empty);
    }

    private static string Scraped(Action<Meter> measure)
    {
        using var meter = new Meter("tests");
        using var exporter = new PrometheusExporter();
        using MeterProvider provider = Reading(meter, exporter);
        measure(meter);
        return exporter.Scrape();
    }

    private static MeterProvider Reading(Meter meter, PrometheusExporter exporter) =>
        Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddView(instrument => instrument.Meter == meter ? null : MetricStreamConfiguration.Drop)
            .AddReader(new BaseExportingMetricReader(exporter))
            .Build();
}
