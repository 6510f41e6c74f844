using C360.FunctionalTests.Hosting;
using C360.Generate.Postman;

namespace C360.FunctionalTests.Postman;

/// <summary>The collection against the real service on sample data: green as it is, red as soon as the service breaks its contract.</summary>
internal sealed class PostmanTests
{
    private const string Key = "postman-tests-0123456789abcdef";
    private string _folder = null!;
    private NewmanRun _open = null!;
    private NewmanRun _withKey = null!;
    private NewmanRun[] _changed = null!;

    /// <summary>One run after the other: newman gives a script thirty seconds, which several at once on a busy machine do not keep to.</summary>
    [OneTimeSetUp]
    public async Task RunAsync()
    {
        _folder = Directory.CreateTempSubdirectory("c360-postman-").FullName;
        await OpenAsync();
        await WithKeyAsync();
    }

    [OneTimeTearDown]
    public Task RemoveAsync() => TempFolder.RemoveAsync(_folder);

    [Test]
    public void Every_request_is_green_where_no_keys_are_set() => AssertGreen(_open);

    [Test]
    public void Every_request_is_green_with_the_key_of_the_environment() => AssertGreen(_withKey);

    [Test]
    public void Without_the_key_only_an_open_service_answers() =>
        Assert.That(
            (Array.ConvertAll([_open, _withKey], run => run.Requests.Single(request => request.Name == "401: no key").Status)),
            Is.EqualTo(new int?[] { 200, 401 })
        );

    // What has none of the change: the sample data has no rejected rows, and without the name `current` there is no version to activate.
    [TestCase(0, "Activate snapshot", "Rejected rows", TestName = "A renamed field is red in every request that gets it")]
    [TestCase(1, "Rejected rows", TestName = "A field of another type is red in every request that gets it")]
    [TestCase(2, "Health", "Live", "Ready", TestName = "An envelope without count is red in every request that gets it")]
    public void A_broken_contract_is_red(int change, params string[] unchanged)
    {
        RequestRun[] changed = [.. _changed[change].Requests.Where(request => request.IsChanged)];
        string[] files = [.. CollectionFile.Requests().Select(CollectionFile.Name).Where(IsFile)];
        string[] all =
        [
            .. CollectionFile.Contract().Operations.Where(IsJson).Select(operation => operation.Name),
            .. change < 2 ? files : [],
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Except(changed.Select(Name)), Is.EquivalentTo(unchanged));
            Assert.That(changed.Where(request => request.Failed.Length == 0).Select(Name), Is.Empty);
        }
    }

    private static string Name(RequestRun request) => request.Name;

    private static bool IsJson(Operation operation) => operation.Successes(MediaTypes.Json).Any();

    private static bool IsFile(string name) =>
        name.EndsWith("(CSV)", StringComparison.Ordinal) || name.EndsWith("(NDJSON)", StringComparison.Ordinal);

    private static void AssertGreen(NewmanRun run)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Failures, Is.Empty, string.Join(Environment.NewLine, run.Failures));
            Assert.That(run.Code, Is.Zero);
            Assert.That(run.Requests.Select(Name), Is.EqualTo(CollectionFile.Requests().Select(CollectionFile.Name)), "every request ran");
            Assert.That(
                run.Requests.Where(request => request.Assertions.Length < 2).Select(Name),
                Is.Empty,
                "more than the status is judged"
            );
            Assert.That(run.Requests.SelectMany(request => request.Skipped), Is.Empty, "nothing is skipped");
            Assert.That(run.Requests, Has.Count.LessThan(100), "a run fits into a minute of the rate limit");
        }
    }

    private async Task OpenAsync()
    {
        await using RealService service = await StartAsync("open");
        _open = await Newman.RunAsync(service.Client.BaseAddress!, key: "");
    }

    private async Task WithKeyAsync()
    {
        await using RealService service = await StartAsync("key", ("API_KEY", Key), ("RATE_LIMIT_PER_MINUTE", "0"));
        _withKey = await Newman.RunAsync(service.Client.BaseAddress!, Key);
        _changed =
        [
            await ChangedAsync(service, Breach.Rename),
            await ChangedAsync(service, Breach.ChangeType),
            await ChangedAsync(service, Breach.DropCount),
        ];
    }

    private static async Task<NewmanRun> ChangedAsync(RealService service, Func<string, string, string?> change)
    {
        await using ChangedAnswers changed = await ChangedAnswers.StartAsync(service.Client, change);
        return await Newman.RunAsync(changed.Address, Key, [.. CollectionFile.Folders().Except(["Documentation"])]);
    }

    private async Task<RealService> StartAsync(string name, params (string Name, string Value)[] settings)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        RealService service = await RealService.StartAsync(folder, settings);
        for (int left = 600; ; left--)
        {
            using HttpResponseMessage ready = await service.Client.GetAsync("/health/ready");
            if (ready.IsSuccessStatusCode)
                return service;
            Assert.That(left, Is.Positive, "the sample data is never ready");
            await Task.Delay(100);
        }
    }
}
