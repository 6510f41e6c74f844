using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.Application.Behaviors;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.Serialization;

namespace C360.FunctionalTests.Telemetry;

/// <summary>Dashboard, alert rules and the page on them name only what a service that has refreshed and answered really prints.</summary>
internal sealed partial class MonitoringFilesTests
{
    /// <summary>What Prometheus adds to every series, and what only a histogram's buckets have.</summary>
    private static readonly string[] OfPrometheus = ["instance", "job", "le"];

    /// <summary>Words of the language, and the one series that is Prometheus's own.</summary>
    private static readonly string[] Words = ["and", "or", "unless", "up"];
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private PrometheusDocument _metrics = null!;

    [OneTimeSetUp]
    public async Task ScrapeAsync()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(_data);
        await _host.GetAsync("/finance/revenue-analysis");
        _metrics = await PrometheusMetricsTests.ScrapeAsync(_host.Client);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public void Every_name_in_the_dashboard_is_printed()
    {
        JsonNode dashboard = JsonNode.Parse(File.ReadAllText(PathOf("deploy/grafana/c360.json")))!;
        string[] expressions =
        [
            .. dashboard["panels"]!
                .AsArray()
                .SelectMany(panel => panel!["targets"]?.AsArray() ?? [])
                .Select(target => (string)target!["expr"]!),
        ];
        Assert.That(expressions.SelectMany(Faults), Is.Empty);
        Assert.That(expressions, Has.Length.GreaterThan(20));
        Assert.That(dashboard["panels"]!.AsArray().Select(panel => (int)panel!["id"]!), Is.Unique);
        string instances = (string)dashboard["templating"]!["list"]![1]!["query"]!; // label_values(METRIC, LABEL)
        Assert.That(Faults(instances.Split('(', ',')[1]), Is.Empty);
    }

    [Test]
    public void Every_name_in_the_alert_rules_is_printed()
    {
        JsonNode[] rules = [.. Yaml("deploy/prometheus/alerts.yml")["groups"]![0]!["rules"]!.AsArray().OfType<JsonNode>()];
        Assert.That(rules.SelectMany(rule => Faults((string)rule["expr"]!)), Is.Empty);
        Assert.That(rules.Select(rule => (string)rule["alert"]!), Is.Unique.And.Exactly(11).Items.And.All.StartWith("C360"));
        Assert.That(rules.Select(rule => (string?)rule["labels"]!["severity"]), Is.All.AnyOf("warning", "critical"));
        Assert.That(rules.Select(rule => (string?)rule["annotations"]!["summary"]), Is.All.Not.Empty);
    }

    [Test]
    public void The_example_scrapes_what_there_is()
    {
        JsonNode job = Yaml("deploy/prometheus/prometheus.yml")["scrape_configs"]![0]!;
        Assert.That((string?)job["metrics_path"], Is.EqualTo("/metrics"));
        Assert.That((string?)job["job_name"], Is.EqualTo("c360"));
        Assert.That((string?)job["authorization"]!["type"], Is.EqualTo("Bearer"));
    }

    [TestCase("sum(c360_no_such_metric)", ExpectedResult = "c360_no_such_metric")]
    [TestCase("rate(cache_lookups_total[5m]) > 3", ExpectedResult = "cache_lookups_total")]
    [TestCase("c360_cache_lookups_total{colour=\"red\"}", ExpectedResult = "c360_cache_lookups_total{colour}")]
    [TestCase("c360_cache_lookups_total{outcome=\"hits\"}", ExpectedResult = "c360_cache_lookups_total{outcome=hits}")]
    [TestCase("sum by (query) (c360_cache_entries)", ExpectedResult = "by query")]
    [TestCase("sum by (outcome) (c360_cache_lookups_total{instance=\"a\", outcome!=\"x\"})", ExpectedResult = "")]
    public string A_wrong_name_is_found(string expression) => string.Join("; ", Faults(expression));

    [Test]
    public void The_page_lists_every_instrument()
    {
        string[] rows =
        [
            .. File.ReadAllLines(PathOf("docs/how-to/monitoring.md"))
                .Where(line =>
                    line.StartsWith("| `c360_", StringComparison.Ordinal) || line.StartsWith("| `http_", StringComparison.Ordinal)
                ),
        ];
        Assert.That(rows, Is.EqualTo(Instruments().Select(Row).ToArray()));
    }

    private List<Instrument> Instruments()
    {
        Meter meter = _host.Services.GetRequiredService<ServiceMetrics>().Meter;
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
                found.Add(instrument);
        };
        listener.Start();
        return found;
    }

    private string Row(Instrument instrument)
    {
        string start = instrument.Name.Replace('.', '_');
        PrometheusDocument.Family family = _metrics.Families.Single(family =>
            family.Name == start || family.Name[..^(family.Name.Length - family.Name.LastIndexOf('_'))] == start
        );
        string unit = instrument.Unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            "" or null => "0 or 1",
            _ => instrument.Unit.Trim('{', '}'),
        };
        IEnumerable<string> labels = family.Samples.SelectMany(sample => sample.Labels.Keys).Where(label => label != "le").Distinct();
        return $"| `{family.Name}` | {family.Type} | {unit} | {string.Join(", ", labels.Select(label => $"`{label}`"))} | {instrument.Description} |";
    }

    /// <summary>The names in an expression that the service does not print.</summary>
    private IEnumerable<string> Faults(string expression)
    {
        var known = new HashSet<string>(OfPrometheus);
        foreach (Match use in Metric().Matches(Range().Replace(Group().Replace(expression, ""), "")))
        {
            string name = use.Groups["name"].Value;
            if (Words.Contains(name))
                continue;
            PrometheusDocument.Sample[] series = [.. _metrics.Samples.Where(sample => sample.Name == name)];
            if (series.Length == 0)
                yield return name;
            known.UnionWith(series.SelectMany(sample => sample.Labels.Keys));
            foreach (Match label in Matcher().Matches(use.Groups["labels"].Value))
            {
                (string key, string value) = (label.Groups["name"].Value, label.Groups["value"].Value);
                if (!OfPrometheus.Contains(key) && !series.Any(sample => sample.Labels.ContainsKey(key)))
                    yield return $"{name}{{{key}}}";
                else if (label.Groups["is"].Value == "=" && key != "instance" && !series.Any(sample => sample.Labels[key] == value))
                    yield return $"{name}{{{key}={value}}}";
            }
        }
        foreach (Match group in Group().Matches(expression))
        foreach (string label in group.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries).Where(label => !known.Contains(label)))
            yield return $"by {label}";
    }

    private static JsonNode Yaml(string path)
    {
        IDeserializer reader = new DeserializerBuilder().WithDuplicateKeyChecking().Build();
        ISerializer writer = new SerializerBuilder().JsonCompatible().Build();
        return JsonNode.Parse(writer.Serialize(reader.Deserialize<object>(File.ReadAllText(PathOf(path)))))!;
    }

    private static string PathOf(string path)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "C360.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, path);
    }

    [GeneratedRegex(@"\b(?<name>[a-zA-Z_:]\w*)(\{(?<labels>[^}]*)\})?(?!\w|\s*\()")]
    private static partial Regex Metric();

    [GeneratedRegex("(?<name>\\w+)\\s*(?<is>=~|!~|!=|=)\\s*\"(?<value>[^\"]*)\"")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(?:by|on|without|ignoring)\s*\(([^)]*)\)")]
    private static partial Regex Group();
}
