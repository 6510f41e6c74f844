using System.Text.Json;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Formats;

/// <summary>What a file is called, what its headers tell, and what a spreadsheet must not run.</summary>
internal sealed class FilesTests
{
    private const string Profiles = "/analytics/customer-profiles";

    /// <summary>Names as they come from a form that anybody fills in, and what CSV has for the first.</summary>
    private static readonly (string First, string Last, string Cell)[] Names =
    [
        ("=cmd|' /C calc'!A0", "", "'=cmd|' /C calc'!A0"),
        ("+1", "", "'+1"),
        ("-x", "", "'-x"),
        ("@y", "", "'@y"),
        ("'=z", "", "''=z"),
        ("''@z", "", "'''@z"),
        ("=1,2", "\"3\"", "\"'=1,2\""),
        ("Anne, \"Annie\"", "O'Hara", "\"Anne, \"\"Annie\"\"\""),
        ("two\nlines", "", "\"two\nlines\""),
        ("日本", "Ünal-é", "日本"),
        ("'quoted'", "", "'quoted'"),
        ("a=b", "", "a=b"),
    ];

    private SourceFolder _data = null!;
    private ApiHost _host = null!;

    /// <summary>The first customer is worth −5.50.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _data = new SourceFolder()
            .Customers([
                .. Names.Select(
                    (name, i) =>
                        new
                        {
                            customer_id = $"C{i:00}",
                            first_name = name.First,
                            last_name = name.Last,
                        }
                ),
            ])
            .LoyaltyProgram(new { customer_id = "C00", lifetime_value = -5.50m });
        _host = await ApiHost.StartAsync(_data);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public async Task No_name_is_a_formula_and_each_can_be_had_back()
    {
        string csv = await _host.Client.GetStringAsync(Profiles.As("csv"));
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync(Profiles));
        SameRows.AssertCsv(csv, json.RootElement.GetProperty("data"));
        List<string?[]> rows = StrictCsv.Read(csv);
        int id = Array.IndexOf(rows[0], "customer_id");
        int first = Array.IndexOf(rows[0], "first_name");
        int last = Array.IndexOf(rows[0], "last_name");
        for (int i = 0; i < Names.Length; i++)
        {
            string?[] row = rows.Single(row => row[id] == $"C{i:00}");
            Assert.That(csv, Does.Contain($"C{i:00},{Names[i].Cell},"));
            Assert.That(StrictCsv.IsFormula(row[first]!), Is.False, row[first]);
            Assert.That(StrictCsv.Bare(row[first]!), Is.EqualTo(Names[i].First));
            Assert.That(StrictCsv.Bare(row[last] ?? ""), Is.EqualTo(Names[i].Last));
        }
    }

    [Test]
    public async Task A_negative_number_stays_a_number()
    {
        List<string?[]> rows = StrictCsv.Read(await _host.Client.GetStringAsync(Profiles.As("csv")));
        int value = Array.IndexOf(rows[0], "lifetime_value");
        Assert.That(rows.Select(row => row[value]), Does.Contain("-5.50"));
    }

    [TestCase("/finance/revenue-analysis", "csv", "revenue_analysis", "text/csv; charset=utf-8; header=present")]
    [TestCase(Profiles, "ndjson", "customer_profiles", "application/x-ndjson; charset=utf-8")]
    [TestCase("/admin/data-quality/rejected-rows", "csv", "rejected_rows", "text/csv; charset=utf-8; header=present")]
    public async Task A_file_has_a_name_and_tells_its_age(string path, string format, string name, string type)
    {
        string version = (string)(await _host.GetAsync(path))["meta"]!["data_version"]!;
        using HttpResponseMessage response = await _host.AskAsync(path.As(format));
        Assert.Multiple(() =>
        {
            Assert.That(Header(response, "Content-Type"), Is.EqualTo(type));
            Assert.That(Header(response, "Content-Disposition"), Is.EqualTo($"attachment; filename=\"{name}-{version}.{format}\""));
            Assert.That(Header(response, "C360-Data-Version"), Is.EqualTo(version));
            Assert.That(Header(response, "C360-As-Of"), Is.EqualTo("2026-06-20"));
            Assert.That(Header(response, "C360-Refreshed-At"), Is.EqualTo("2026-06-20T14:30:00Z"));
            Assert.That(Header(response, "C360-Stale"), Is.EqualTo("false"));
            Assert.That(Header(response, "C360-Truncated"), Is.EqualTo("false"));
            Assert.That(Header(response, "C360-Sample"), Is.Null);
        });
        using HttpResponseMessage json = await _host.AskAsync(path);
        Assert.That(Header(json, "C360-Stale") ?? Header(json, "Content-Disposition"), Is.Null, "JSON says so itself");
    }

    [TestCase("/admin/refreshes", "refreshes")]
    [TestCase("/admin/snapshots", "snapshots")]
    public async Task A_list_from_no_snapshot_has_its_moment_for_a_version(string path, string name)
    {
        using HttpResponseMessage response = await _host.AskAsync(path.As("csv"));
        Assert.That(
            (Header(response, "Content-Disposition"), Header(response, "C360-Stale"), Header(response, "Vary")),
            Is.EqualTo(($"attachment; filename=\"{name}-20260620T143000Z.csv\"", (string?)null, "Accept"))
        );
    }

    [TestCase("/admin/refreshes", "Accept")]
    [TestCase("/admin/snapshots", "Accept")]
    [TestCase("/queries", "Accept")]
    [TestCase("/admin/metrics", null)]
    public async Task As_json_a_list_says_too_that_it_depends_on_what_is_wanted(string path, string? varies)
    {
        using HttpResponseMessage response = await _host.AskAsync(path);
        Assert.That(Header(response, "Vary"), Is.EqualTo(varies));
    }

    [Test]
    public async Task A_file_says_that_it_was_cut_that_it_is_stale_and_that_it_is_a_sample()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            new Dictionary<string, string> { ["C360_DATA_PATH"] = "", ["REFRESH_WHEN_STALE"] = "false" }
        );
        host.Time.Advance(TimeSpan.FromMinutes(31));
        using HttpResponseMessage response = await host.AskAsync($"{Profiles}?limit=1&format=ndjson");
        Assert.That(
            (Header(response, "C360-Stale"), Header(response, "C360-Truncated"), Header(response, "C360-Sample")),
            Is.EqualTo(("true", "true", "true"))
        );
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.Concat(response.Content.Headers).SingleOrDefault(header => header.Key == name).Value?.Single();
}
