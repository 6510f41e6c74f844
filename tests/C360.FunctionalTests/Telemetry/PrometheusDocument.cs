using System.Globalization;
using System.Text.RegularExpressions;

namespace C360.FunctionalTests.Telemetry;

/// <summary>Reads the text format of Prometheus 0.0.4 by its grammar and takes nothing that is not in it.</summary>
internal sealed partial class PrometheusDocument
{
    private static readonly string[] OfHistograms = ["_bucket", "_sum", "_count"];

    /// <summary>The metrics in order.</summary>
    public List<Family> Families { get; } = [];

    /// <summary>A metric and its series.</summary>
    public sealed record Family(string Name, string Help)
    {
        public string? Type { get; set; }

        public List<Sample> Samples { get; } = [];
    }

    /// <summary>One line.</summary>
    public sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        /// <summary>What tells it from every other line.</summary>
        public string Series =>
            $"{Name}{{{string.Join(',', Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))}}}";
    }

    /// <summary>All lines.</summary>
    public IEnumerable<Sample> Samples => Families.SelectMany(family => family.Samples);

    /// <summary>The value of the one series with these labels.</summary>
    public double Value(string name, params (string Name, string Value)[] labels) =>
        Samples
            .Single(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value))
            .Value;

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PrometheusDocument Read(string text)
    {
        var document = new PrometheusDocument();
        Check(text.Length == 0 || text.EndsWith('\n'), "the last line must end");
        foreach (string line in text.Split('\n')[..^1])
            document.Add(line);
        foreach (Family family in document.Families)
            Judge(family);
        Check(document.Families.DistinctBy(family => family.Name).Count() == document.Families.Count, "a metric twice");
        Check(document.Samples.DistinctBy(sample => sample.Series).Count() == document.Samples.Count(), "a series twice");
        return document;
    }

    private void Add(string line)
    {
        if (Help().Match(line) is { Success: true } help)
            Families.Add(new Family(help.Groups["name"].Value, Plain(help.Groups["text"].Value, quoted: false)));
        else if (Type().Match(line) is { Success: true } type)
        {
            Check(Families[^1].Name == type.Groups["name"].Value && Families[^1].Type is null, line);
            Families[^1].Type = type.Groups["type"].Value;
        }
        else
            Families[^1].Samples.Add(SampleOf(line));
    }

    private static Sample SampleOf(string line)
    {
        Match match = SampleLine().Match(line);
        Check(match.Success, line);
        var labels = new Dictionary<string, string>();
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
            labels.Add(label.Groups["name"].Value, Plain(label.Groups["value"].Value, quoted: true));
        return new Sample(match.Groups["name"].Value, labels, NumberOf(match.Groups["value"].Value));
    }

    private static void Judge(Family family)
    {
        Check(family.Type is not null, family.Name);
        bool histogram = family.Type == "histogram";
        foreach (Sample sample in family.Samples)
            Check(histogram ? OfHistograms.Contains(sample.Name[family.Name.Length..]) : sample.Name == family.Name, sample.Series);
        if (!histogram)
            return;
        foreach (var series in family.Samples.GroupBy(LabelsWithoutBound))
        {
            Sample[] buckets = [.. series.Where(sample => sample.Labels.ContainsKey("le"))];
            double[] bounds = [.. buckets.Select(bucket => NumberOf(bucket.Labels["le"]))];
            double[] counts = [.. buckets.Select(bucket => bucket.Value)];
            Check(bounds.SequenceEqual(bounds.Order()) && double.IsPositiveInfinity(bounds[^1]), $"the bounds of {family.Name}");
            Check(counts.SequenceEqual(counts.Order()), $"the buckets of {family.Name}");
            Check(series.Count() == buckets.Length + 2, $"sum and count of {family.Name}");
            Check(series.Single(sample => sample.Name == family.Name + "_count").Value.Equals(counts[^1]), $"the count of {family.Name}");
        }
    }

    private static string LabelsWithoutBound(Sample sample) =>
        (sample with { Name = "", Labels = sample.Labels.Where(label => label.Key != "le").ToDictionary() }).Series;

    private static double NumberOf(string text) =>
        text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    private static string Plain(string text, bool quoted) =>
        Escape()
            .Replace(
                text,
                match =>
                    match.Value switch
                    {
                        "\\\\" => "\\",
                        "\\n" => "\n",
                        "\\\"" when quoted => "\"",
                        _ => throw new FormatException($"no escape: {match.Value}"),
                    }
            );

    private static void Check(bool right, string what)
    {
        if (!right)
            throw new FormatException(what);
    }

    [GeneratedRegex(@"\A# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Help();

    [GeneratedRegex(@"\A# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)\z")]
    private static partial Regex Type();

    [GeneratedRegex(
        """\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)+)\})? (?<value>NaN|[+-]Inf|[-+0-9.eE]+)\z""",
        RegexOptions.Singleline
    )]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,|\z)""", RegexOptions.Singleline)]
    private static partial Regex Label();

    [GeneratedRegex(@"\\(.|\z)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
