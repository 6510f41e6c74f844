using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Documentation.Clients;

/// <summary>The Python client against the service, and against one that answers badly.</summary>
internal sealed class PythonClientTests
{
    private const string Said = "1 customers, data as of 2026-06-20\n";
    private string _folder = null!;
    private ScriptedService _scripted = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("c360-client-").FullName;
        _scripted = await ScriptedService.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _scripted.DisposeAsync();
        await TempFolder.RemoveAsync(_folder);
    }

    [Test]
    public async Task The_list_is_what_the_profiles_say()
    {
        HttpClient client = SampleServicesSetUp.Services.Shared.Client;
        string expected = await CampaignList.ExpectedAsync(client);
        int customers = expected.Split("\r\n").Length - 2; // without the header and what is behind the last line end
        Assert.That(customers, Is.GreaterThan(10));
        Assert.That(
            await RunAsync(client.BaseAddress!.ToString()),
            Is.EqualTo((0, expected, $"{customers} customers, data as of 2026-06-20\n"))
        );
        string file = Path.Combine(_folder, "campaign.csv");
        (int code, string output, _) = await RunAsync(client.BaseAddress.ToString(), "--output", file);
        Assert.That((code, output, await File.ReadAllTextAsync(file)), Is.EqualTo((0, "", expected)));
    }

    [Test]
    public async Task Formulas_are_disarmed_and_amounts_keep_their_places()
    {
        _scripted.Then(200, CampaignList.Answer());
        Assert.That(await RunAsync(_scripted.Address), Is.EqualTo((0, CampaignList.Header + CampaignList.Line, Said)));
        Assert.That(_scripted.Requests.Single(), Is.EqualTo((CampaignList.Question, (string?)null, (string?)null)));
    }

    [Test]
    public async Task Old_and_cut_lists_are_warned_of()
    {
        _scripted.Then(200, CampaignList.Answer(isStale: true, isTruncated: true));
        Assert.That(
            (await RunAsync(_scripted.Address)).Error,
            Is.EqualTo(
                Said
                    + "Warning: the data is not fresh; it was built at 2026-06-20T02:00:00Z\n"
                    + "Warning: there are more customers than one answer holds; raise --min-lifetime-value\n"
            )
        );
    }

    [Test]
    public async Task A_key_is_sent_and_a_bad_one_explained()
    {
        await using RealService service = await SampleServicesSetUp.Services.StartAsync(_folder, ("API_KEY", "a-key"));
        string address = service.Client.BaseAddress!.ToString();
        Assert.That((await RunAsync(address, [], "a-key")).Code, Is.Zero);
        (int code, string output, string error) = await RunAsync(address, [], "another");
        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(
            error,
            Does.Match(
                "^401 .+\\(credential_unknown\\)\\. The key is read from C360_API_KEY and needs the scope customers \\(trace id .+\\)\n$"
            )
        );
        Assert.That((await RunAsync(address)).Error, Does.Contain("(credential_missing)"));
    }

    [Test]
    public async Task A_parameter_that_is_refused_is_named()
    {
        string address = SampleServicesSetUp.Services.Shared.Client.BaseAddress!.ToString();
        (int code, _, string error) = await RunAsync(address, "--min-lifetime-value", "-1");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("422 The request's parameters are not valid; min_lifetime_value: Must be 0 or more. (trace id "));
    }

    [Test]
    public async Task It_comes_back_when_it_is_told()
    {
        _scripted.ThenError(429, "rate_limited", "Too many requests; see Retry-After", ("Retry-After", "0"));
        _scripted.ThenError(503, "data_not_ready", "No data yet", ("Retry-After", "0"));
        _scripted.Then(200, CampaignList.Answer());
        Assert.That(
            await RunAsync(_scripted.Address),
            Is.EqualTo((0, CampaignList.Header + CampaignList.Line, "429, trying again in 0 s\n503, trying again in 0 s\n" + Said))
        );
    }

    /// <summary>Four times, and not at all when it shall wait an hour or does not know how long.</summary>
    [TestCase("0", 4)]
    [TestCase("3600", 1)]
    [TestCase("", 1)]
    public async Task It_gives_up(string retryAfter, int requests)
    {
        for (int i = 0; i < 10; i++)
            _scripted.ThenError(503, "data_not_ready", "No data yet", ("Retry-After", retryAfter));
        (int code, string output, string error) = await RunAsync(_scripted.Address);
        Assert.That((code, output, _scripted.Requests.Count), Is.EqualTo((1, "", requests)));
        Assert.That(error, Does.EndWith("503 No data yet (trace id t1)\n"));
    }

    [Test]
    public async Task What_is_kept_is_fetched_again_only_when_it_has_changed()
    {
        string kept = Path.Combine(_folder, "kept.json");
        _scripted.Then(200, CampaignList.Answer(), ("ETag", "\"one\""));
        _scripted.Then(304, "", ("ETag", "\"one\""));
        _scripted.Then(200, CampaignList.Answer(isStale: true), ("ETag", "\"two\""));
        _scripted.Then(304, "", ("ETag", "\"two\""));
        var first = await RunAsync(_scripted.Address, "--keep", kept);
        Assert.That(first, Is.EqualTo((0, CampaignList.Header + CampaignList.Line, Said)));
        Assert.That(await RunAsync(_scripted.Address, "--keep", kept), Is.EqualTo(first));
        var third = await RunAsync(_scripted.Address, "--keep", kept);
        Assert.That(third.Error, Does.Contain("not fresh"));
        Assert.That(await RunAsync(_scripted.Address, "--keep", kept), Is.EqualTo(third));
        Assert.That(_scripted.Requests.Select(request => request.ETag), Is.EqualTo((string?[])[null, "\"one\"", "\"one\"", "\"two\""]));
    }

    /// <summary>Of another question, or damaged.</summary>
    [TestCase("{")]
    [TestCase("{\"name\":\"of another program\"}")]
    [TestCase("[1]")]
    public async Task What_is_kept_of_something_else_does_not_count(string damaged)
    {
        string kept = Path.Combine(_folder, "kept.json");
        await File.WriteAllTextAsync(kept, damaged);
        _scripted.Then(200, CampaignList.Answer(), ("ETag", "\"one\""));
        _scripted.Then(200, CampaignList.Answer(), ("ETag", "\"two\""));
        await RunAsync(_scripted.Address, "--keep", kept);
        await RunAsync(_scripted.Address, "--keep", kept, "--min-lifetime-value", "5000");
        Assert.That(_scripted.Requests.Select(request => request.ETag), Is.EqualTo((string?[])[null, null]));
    }

    [Test]
    public async Task Who_is_not_there_is_said()
    {
        await _scripted.DisposeAsync();
        (int code, string output, string error) = await RunAsync("http://127.0.0.1:1");
        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.Match("^No answer from http://127\\.0\\.0\\.1:1/.*refused\n$"));
    }

    [Test]
    public async Task A_page_of_a_proxy_is_no_error_of_ours()
    {
        _scripted.Then(502, "<html>Bad gateway</html>");
        Assert.That(await RunAsync(_scripted.Address), Is.EqualTo((1, "", "502 Bad Gateway\n")));
    }

    [TestCase("a-key\r")]
    [TestCase(" a-key\n")]
    public async Task A_key_that_was_copied_with_a_line_end_is_good(string key)
    {
        _scripted.Then(200, CampaignList.Answer());
        Assert.That((await RunAsync(_scripted.Address, [], key)).Code, Is.Zero);
        Assert.That(_scripted.Requests.Single().Key, Is.EqualTo("a-key"));
    }

    [TestCase("a-\rkey")]
    [TestCase("schlüssel")]
    public async Task A_key_that_is_none_is_refused_and_not_shown(string key)
    {
        (int code, string output, string error) = await RunAsync(_scripted.Address, [], key);
        Assert.That((code, output, _scripted.Requests.Count), Is.EqualTo((2, "", 0)));
        Assert.That(error, Is.EqualTo("C360_API_KEY: a key is made of printable ASCII characters without blanks\n"));
    }

    [Test]
    public async Task A_redirect_does_not_take_the_key_elsewhere()
    {
        await using ScriptedService other = await ScriptedService.StartAsync();
        _scripted.Then(302, "", ("Location", $"{other.Address}/elsewhere"));
        Assert.That(
            await RunAsync(_scripted.Address, [], "a-key"),
            Is.EqualTo((1, "", $"302: the address points to {other.Address}/elsewhere; give the one where the service is\n"))
        );
        Assert.That(other.Requests, Is.Empty);
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("<html></html>")]
    [TestCase("{\"count\":1,\"data\":[{}],\"meta\":{\"as_of\":\"2026-06-20\",\"stale\":false,\"truncated\":false}}")]
    public async Task An_answer_of_something_else_is_said_to_be_one(string body)
    {
        _scripted.Then(200, body);
        Assert.That(
            await RunAsync(_scripted.Address),
            Is.EqualTo((1, "", $"{_scripted.Address} does not answer as a C360 does; is this its address?\n"))
        );
    }

    [TestCase("localhost:8000")]
    [TestCase("nowhere")]
    [TestCase("file:///etc/passwd")]
    public async Task An_address_needs_its_scheme(string address)
    {
        (int code, string output, string error) = await RunAsync(address);
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.EndWith("error: the address must begin with http:// or https://\n"));
    }

    /// <summary>A file that cannot be written is no fault of the service.</summary>
    [TestCase("--output")]
    [TestCase("--keep")]
    public async Task A_file_that_cannot_be_written_is_named(string option)
    {
        string file = Path.Combine(_folder, "nowhere", "file");
        _scripted.Then(200, CampaignList.Answer(), ("ETag", "\"one\""));
        (int code, _, string error) = await RunAsync(_scripted.Address, option, file);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(
            error,
            Does.EndWith($"{file}: No such file or directory\n").And.Not.Contains("Traceback").And.Not.Contains("No answer")
        );
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(string address, params string[] options) =>
        RunAsync(address, options, null);

    private static Task<(int Code, string Output, string Error)> RunAsync(string address, string[] options, string? key) =>
        ClientRun.RunAsync(
            "python3",
            [ClientRun.PathOf("python/retention_campaign.py"), address, .. options],
            key is null ? [] : [("C360_API_KEY", key)]
        );
}
