using System.Collections.Concurrent;
using System.Diagnostics;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.AspNetCore.Http;

namespace C360.FunctionalTests.Commands;

/// <summary>The verb smoke, as its own process, on deployments without a fault; what it finds in others is in <see cref="SmokeFaultsTests"/>.</summary>
internal sealed class SmokeTests
{
    private const string Overview = "/marketing/customer-health-overview";
    private string _working = "";
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeFolder()
    {
        _working = Directory.CreateTempSubdirectory("c360-smoke-").FullName;
        _data = DozenCustomers.Create();
    }

    [TearDown]
    public async Task RemoveFolder()
    {
        _data.Dispose();
        await TempFolder.RemoveAsync(_working);
    }

    [Test]
    public async Task All_is_good_with_a_key_and_the_refreshes_are_followed_to_their_end()
    {
        using var keys = new KeyFileOfTests();
        string file = Path.Combine(_working, "key");
        await File.WriteAllTextAsync(file, keys.Add("smoke", Scope.Read, Scope.Customers, Scope.Admin) + "\n");
        await using ApiHost host = await ApiHost.StartAsync(_data, keys.Settings);
        (int code, string output, string error) = await SmokeAsync(host.Client.BaseAddress!, "--key-file", file);

        Assert.That((code, error), Is.EqualTo((0, "")), output);
        string[] lines = output.TrimEnd().Split('\n');
        Assert.That(lines[0], Is.EqualTo($"Smoke test of {host.Client.BaseAddress}"));
        // 27 operations of which three are posted, and more than one way to ask for most.
        Assert.That(lines[^1], Does.Match("^[0-9]{2,} passed, 0 failed$"));
        Assert.That(lines, Has.Some.Match("^GET +200 +[0-9]+\\.[0-9]  ok       /marketing/customer-segmentation\\?by=generation_segment$"));
        Assert.That(lines, Has.Some.Match("^POST +202 +[0-9]+\\.[0-9]  ok       /admin/refresh-data\\?force_refresh=true$"));
        Assert.That(lines, Has.Some.Match("^POST +200 +[0-9]+\\.[0-9]  ok       /admin/snapshots/[^/]+/activate$"));
        Assert.That(lines, Has.Some.Match("^POST +200 +[0-9]+\\.[0-9]  ok       /admin/refreshes/[0-9a-f]+/cancel$"));
    }

    /// <summary>Nobody bought, so lists are empty and numbers are null; and no snapshot has any rejected row.</summary>
    [Test]
    public async Task All_is_good_with_a_customer_who_did_nothing()
    {
        (int code, string output, string error) = await SmokeAsync((await Dozen.Alone).Client.BaseAddress!, "--read-only");
        Assert.That((code, error), Is.EqualTo((0, "")), output);
    }

    [TestCase("--read-only", "development", "--read-only")]
    [TestCase("--timeout=60", "production", "production; --read-only=false calls them, which refreshes")]
    public async Task Nothing_is_posted_when_told_or_in_production(string argument, string environment, string why)
    {
        await using FaultyDeployment there = await WithAsync(
            await Dozen.Host,
            "/health",
            (_, answer) => answer.Body = answer.Body.Replace("development", environment, StringComparison.Ordinal)
        );
        (int code, string output, _) = await SmokeAsync(there.Address, argument);
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain($"\n3 operations that change something are left out: {why}\n"));
        Assert.That(there.Asked, Is.Not.Empty.And.All.StartsWith("GET "));
    }

    [Test]
    public async Task In_production_it_posts_when_told()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        await using FaultyDeployment there = await WithAsync(
            host,
            "/health",
            (_, answer) => answer.Replace("\"environment\":\"development\"", "\"environment\":\"production\"")
        );
        (int code, string output, _) = await SmokeAsync(there.Address, "--read-only=false");
        Assert.That(code, Is.Zero, output);
        Assert.That(there.Asked, Has.Some.EqualTo("POST /admin/refresh-data?force_refresh=true"));
    }

    [Test]
    public async Task A_scope_that_the_key_lacks_is_named()
    {
        using var keys = new KeyFileOfTests();
        string key = keys.Add("reader", Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_data, keys.Settings);
        (int code, string output, string error) = await RealService.RunAsync(
            _working,
            ["smoke", $"{host.Client.BaseAddress}"],
            ("API_KEY", key)
        );
        Assert.That((code, error), Is.EqualTo((1, "")));
        Assert.That(output, Does.Contain("  FAILED   /admin/metrics: status 403 instead of 200: the key lacks the scope admin\n"));
        Assert.That(
            output,
            Does.Contain("  FAILED   /marketing/churn-risk-customers: status 403 instead of 200: the key lacks the scope customers\n")
        );
        Assert.That(output, Does.Match($"ok +{Overview}\n"));
        Assert.That(output, Does.Not.Contain(key));
    }

    /// <summary>Each call with a bad key counts as a guess, and after twenty the service shuts out whoever shares the address.</summary>
    [Test]
    public async Task Without_a_good_key_it_asks_once()
    {
        using var keys = new KeyFileOfTests();
        keys.Add("another", Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_data, keys.Settings);
        await using FaultyDeployment there = await WithAsync(host, "", (_, _) => { });
        foreach (
            string[] arguments in (string[][])
                [
                    [],
                    ["--key", "c360_bad"],
                ]
        )
        {
            there.Asked.Clear();
            (int code, string output, _) = await SmokeAsync(there.Address, arguments);
            Assert.That(code, Is.EqualTo(1));
            Assert.That(
                output.Split('\n'),
                Has.One.Contains(" 401 ").And.Contains("give one that has every scope with API_KEY or --key-file")
            );
            Assert.That(output, Does.Match("  FAILED   [0-9]{2} more: not called: who calls was refused \\(401\\), see above\n"));
            Assert.That(output.Split('\n'), Has.One.Contains("not called"));
            Assert.That(
                there.Asked.Where(call => call.Contains("/marketing/", StringComparison.Ordinal)),
                Has.None.EqualTo($"GET {Overview}")
            );
        }
    }

    [Test]
    public async Task The_key_is_never_printed()
    {
        const string Key = "a-key-that-nobody-must-read-0123456789";
        var sent = new ConcurrentBag<string>();
        await using FaultyDeployment there = await WithAsync(
            await Dozen.Host,
            Overview,
            (context, answer) =>
            {
                sent.Add($"{context.Request.Headers["X-API-Key"]}");
                (answer.Status, answer.Body) = (500, $$"""{"error_message":"{{context.Request.Headers["X-API-Key"]}}"}""");
            }
        );
        (int code, string output, string error) = await SmokeAsync(there.Address, "--read-only", "--key", Key);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"{Overview}: status 500 instead of 200: [key]\n"));
        Assert.That(output + error, Does.Not.Contain(Key));
        Assert.That(sent, Does.Contain(Key));
    }

    [Test]
    public async Task Who_is_over_the_rate_limit_waits_as_told()
    {
        int refused = 0;
        await using FaultyDeployment there = await WithAsync(
            await Dozen.Host,
            Overview,
            (context, answer) =>
            {
                if (Interlocked.Increment(ref refused) > 1)
                    return;
                answer.Status = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "1";
            }
        );
        (int code, string output, string error) = await SmokeAsync(there.Address, "--read-only");
        Assert.That(code, Is.Zero, output);
        Assert.That(error, Is.EqualTo("waits 1 s, as the rate limit of the service asks" + Environment.NewLine));
    }

    [Test]
    public async Task Where_nothing_answers_one_line_says_what_to_do() =>
        Assert.That(
            await SmokeAsync(new Uri("http://127.0.0.1:1")),
            Is.EqualTo(
                (
                    3,
                    "",
                    "Nothing answers at http://127.0.0.1:1/ (no answer: Connection refused): start the service with c360 or make run, or check the address"
                        + Environment.NewLine
                )
            )
        );

    [TestCase("smoke", "Required argument missing for command: 'smoke'.")]
    [TestCase("smoke localhost:8000", "URL: must be an address such as http://localhost:8000, without a user's name, ? and #.")]
    [TestCase(
        "smoke http://user:secret@localhost:8000",
        "URL: must be an address such as http://localhost:8000, without a user's name, ? and #."
    )]
    [TestCase("smoke http://localhost --timeout soon", "--timeout soon: must be a number of seconds, up to 3600.")]
    [TestCase("smoke http://localhost --key a --key-file b", "--key and --key-file: give one of them.")]
    [TestCase("smoke http://localhost --key-file nowhere", "--key-file nowhere: must be a file that can be read")]
    [TestCase("smoke http://localhost --key schlüssel", "The key: a key is made of printable ASCII characters without blanks")]
    public async Task A_command_that_makes_no_sense_is_refused(string command, string expected)
    {
        (int code, string output, string error) = await RealService.RunAsync(_working, command.Split(' '));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith(expected));
        Assert.That(output + error, Does.Not.Contain("secret").And.Not.Contain("schlüssel"));
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task It_can_be_interrupted(string signal)
    {
        var asked = new TaskCompletionSource();
        await using FaultyDeployment there = await FaultyDeployment.StartAsync(
            (await Dozen.Host).Client.BaseAddress!,
            async (context, _) =>
            {
                if (context.Request.Path != Overview)
                    return;
                asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        );
        using Process process = RealService.Start(_working, ["smoke", $"{there.Address}"]);
        await asked.Task;
        await Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }

    private Task<(int Code, string Output, string Error)> SmokeAsync(Uri address, params string[] arguments) =>
        RealService.RunAsync(_working, ["smoke", $"{address}", .. arguments]);

    private static Task<FaultyDeployment> WithAsync(ApiHost host, string path, Action<HttpContext, FaultyDeployment.Passing> change) =>
        FaultyDeployment.StartAsync(
            host.Client.BaseAddress!,
            (context, answer) =>
            {
                if (context.Request.Path == path)
                    change(context, answer);
                return Task.CompletedTask;
            }
        );
}
