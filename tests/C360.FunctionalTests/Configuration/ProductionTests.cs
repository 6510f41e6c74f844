using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>The executable where strangers can reach it: what it refuses to start with, and that the page on production is right.</summary>
internal sealed partial class ProductionTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string GoodSecret = "it must be 32 characters or more that nobody can guess, such as the output of: openssl rand -hex 32";
    private string _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("c360-production-").FullName;
        File.WriteAllText(Path.Combine(_folder, "keys.json"), "[]");
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
    }

    [TearDown]
    public Task RemoveFolder() => TempFolder.RemoveAsync(_folder);

    [TestCase(
        "API_KEYS_FILE",
        "",
        "API_KEYS_FILE is not set, nor is API_KEY: with ENVIRONMENT={0} set one of them; c360 keys add makes the file"
    )]
    [TestCase("API_KEY", "hunter2", "API_KEY is too short: with ENVIRONMENT={0} it must be 32 characters or more")]
    [TestCase("SECRET_KEY", "", "SECRET_KEY is not set: with ENVIRONMENT={0} " + GoodSecret)]
    [TestCase("SECRET_KEY", "hunter2", "SECRET_KEY is too short: with ENVIRONMENT={0} " + GoodSecret)]
    [TestCase(
        "SECRET_KEY",
        "change-me-to-32-characters-or-more-that-nobody-can-guess",
        "SECRET_KEY is the one of .env.example: with ENVIRONMENT={0} " + GoodSecret
    )]
    [TestCase("CORS_ORIGINS", "*", "CORS_ORIGINS=*: with ENVIRONMENT={0} name the origins, such as https://dash.example.com, or unset it")]
    [TestCase("C360_DATA_PATH", "", "C360_DATA_PATH is not set: with ENVIRONMENT={0} set it to the folder of the sources")]
    [TestCase("API_KEYS_FILE", "none.json", "API_KEYS_FILE=none.json: must be a file that exists; c360 keys add makes one")]
    [TestCase("API_KEYS_FILE", "damaged.json", "API_KEYS_FILE=damaged.json: key 1 (bi) must have a hash of 64 hexadecimal digits")]
    public async Task What_is_not_safe_stops_it_with_one_line(string name, string value, string line)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "damaged.json"),
            """[{ "id": "bi", "hash": "deadbeef", "scopes": ["read"], "expires": null }]"""
        );
        foreach (string environment in (string[])["staging", "production"])
        {
            var settings = new Dictionary<string, string>
            {
                ["ENVIRONMENT"] = environment,
                ["API_KEYS_FILE"] = "keys.json",
                ["SECRET_KEY"] = Secret,
                ["C360_DATA_PATH"] = "data",
                [name] = value,
            };
            Assert.That(
                await RealService.RunAsync(_folder, [], [.. settings.Select(setting => (setting.Key, setting.Value))]),
                Is.EqualTo((2, "", string.Format(null, line, environment) + Environment.NewLine))
            );
        }
    }

    [Test]
    public async Task In_development_a_file_of_keys_without_a_secret_stops_it() =>
        Assert.That(
            await RealService.RunAsync(_folder, [], ("API_KEYS_FILE", "keys.json")),
            Is.EqualTo((2, "", "SECRET_KEY is not set: with API_KEYS_FILE " + GoodSecret + Environment.NewLine))
        );

    [TestCase("--API_KEY=hunter2hunter2hunter2")]
    [TestCase("--API_KEY", "hunter2hunter2hunter2")]
    [TestCase("serve", "--api_key=hunter2hunter2hunter2")]
    [TestCase("keys", "list", "--API_KEY=hunter2hunter2hunter2")]
    public async Task A_key_among_the_arguments_stops_it(params string[] arguments) =>
        Assert.That(
            await RealService.RunAsync(_folder, arguments),
            Is.EqualTo(
                (
                    2,
                    "",
                    "API_KEY is an argument, which every user of this machine can read: set it in the environment or in .env"
                        + Environment.NewLine
                )
            )
        );

    /// <summary>The settings and the commands of the page, with its folder replaced by the test's and the secret by one.</summary>
    [Test]
    public async Task With_the_settings_of_the_page_it_starts_and_knows_the_keys_of_the_page()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        string page = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "docs", "how-to", "production.md")
        );
        string[] blocks = [.. Block().Matches(page).Select(match => match.Groups["text"].Value)];
        string settings = blocks.Single(block => block.StartsWith("ENVIRONMENT=production", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, ".env"),
            settings
                .Replace("/srv/c360/data", data.Path, StringComparison.Ordinal)
                .Replace("/srv/c360", _folder, StringComparison.Ordinal)
                .Replace("<openssl rand -hex 32>", Secret, StringComparison.Ordinal)
        );
        var printed = new List<string>();
        foreach (string command in blocks.Single(block => block.StartsWith("c360 keys", StringComparison.Ordinal)).Split('\n'))
        {
            // The page's day may have come by now.
            string[] arguments = command.Replace("2027-06-30", "2999-06-30", StringComparison.Ordinal).Split(' ')[1..];
            (int code, string output, _) = await RealService.RunAsync(_folder, arguments);
            Assert.That(code, Is.Zero, command);
            printed.Add(output.TrimEnd());
        }
        Assert.That(
            printed[2].Split(Environment.NewLine).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            Is.EqualTo((string[])["dashboard read for ever", "crm read,customers until 2999-07-01T00:00:00Z"])
        );
        Assert.That(printed[3], Is.EqualTo("crm is revoked"));

        await using RealService service = await RealService.StartQuietlyAsync(_folder);
        Assert.Multiple(async () =>
        {
            Assert.That(await StatusAsync(service, "/health/live", null), Is.EqualTo(200));
            Assert.That(await StatusAsync(service, "/admin/metrics", null), Is.EqualTo(401));
            Assert.That(await StatusAsync(service, "/admin/metrics", printed[0]), Is.EqualTo(403));
            Assert.That(await StatusAsync(service, "/finance/revenue-analysis?x=1", printed[0]), Is.EqualTo(422));
            Assert.That(await StatusAsync(service, "/analytics/customer-profiles", printed[1]), Is.EqualTo(401));
        });
        // 503 until the first snapshot is built, but with the same body.
        using HttpResponseMessage health = await service.Client.GetAsync("/health");
        JsonNode body = JsonNode.Parse(await health.Content.ReadAsStringAsync())!;
        Assert.That((string?)body["environment"], Is.EqualTo("production"));
        // The two pages of the settings, and nobody else.
        foreach (
            (string origin, bool allowed) in ((string, bool)[])
                [("https://dash.example.com", true), ("https://intranet.example.com", true), ("https://any.example", false)]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
            request.Headers.Add("Origin", origin);
            using HttpResponseMessage response = await service.Client.SendAsync(request);
            Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.EqualTo(allowed), origin);
        }
        Assert.That(string.Join('\n', service.Lines), Does.Not.Contain(printed[0]).And.Not.Contain(printed[1]).And.Not.Contain(Secret));
        Assert.That(service.Lines, Has.None.Contains("Access is open"));
    }

    /// <summary>The page shows a secret that nobody can start with.</summary>
    [Test]
    public async Task The_page_as_it_stands_is_refused_for_its_secret() =>
        Assert.That(
            (await RealService.RunAsync(_folder, [], ("ENVIRONMENT", "production"), ("SECRET_KEY", "<openssl rand -hex 32>"))).Error,
            Does.StartWith("SECRET_KEY is too short: ")
        );

    private static async Task<int> StatusAsync(RealService service, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Add("X-API-Key", key);
        using HttpResponseMessage response = await service.Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    [GeneratedRegex(@"^```\w*\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
