namespace C360.FunctionalTests.Documentation.Clients;

/// <summary>The C# client, run from its file: building it takes a few seconds, so that one test asks everything of it.</summary>
internal sealed class CSharpClientTests
{
    [Test]
    public async Task It_prints_the_list_waits_when_it_is_told_and_says_what_is_wrong()
    {
        HttpClient client = SampleServicesSetUp.Services.Shared.Client;
        string expected = await CampaignList.ExpectedAsync(client);
        int customers = expected.Split("\r\n").Length - 2;
        Assert.That(
            await RunAsync(client.BaseAddress!.ToString()),
            Is.EqualTo((0, expected, $"{customers} customers, data as of 2026-06-20\n"))
        );

        await using ScriptedService scripted = await ScriptedService.StartAsync();
        scripted.ThenError(429, "rate_limited", "Too many requests; see Retry-After", ("Retry-After", "0"));
        scripted.Then(200, CampaignList.Answer(isStale: true, isTruncated: true));
        scripted.ThenError(401, "credential_unknown", "The credential is not known");
        Assert.That(
            await RunAsync(scripted.Address, "a-key"),
            Is.EqualTo(
                (
                    0,
                    CampaignList.Header + CampaignList.Line,
                    "429, trying again in 0 s\n1 customers, data as of 2026-06-20\n"
                        + "Warning: the data is not fresh; it was built at 2026-06-20T02:00:00Z\n"
                        + "Warning: there are more customers than one answer holds; raise the least lifetime value\n"
                )
            )
        );
        Assert.That(scripted.Requests.Select(request => request.Key), Is.EqualTo((string[])["a-key", "a-key"]));
        Assert.That(
            await RunAsync(scripted.Address),
            Is.EqualTo((1, "", $"{scripted.Address}/: 401 The credential is not known (credential_unknown)\n"))
        );
    }

    /// <summary>What is no address or no key ends with 2, what does not answer as a C360 does with 1; the key goes nowhere else.</summary>
    [Test]
    public async Task It_keeps_to_its_exit_codes_and_the_key_to_itself()
    {
        await using ScriptedService scripted = await ScriptedService.StartAsync();
        await using ScriptedService other = await ScriptedService.StartAsync();
        Assert.That((await RunAsync("localhost:8000")).Code, Is.EqualTo(2));
        Assert.That(
            await RunAsync(scripted.Address, "a-\rkey"),
            Is.EqualTo((2, "", "C360_API_KEY: a key is made of printable ASCII characters without blanks\n"))
        );
        Assert.That(scripted.Requests, Is.Empty);

        scripted.Then(302, "", ("Location", $"{other.Address}/elsewhere"));
        Assert.That(
            await RunAsync(scripted.Address, "a-key\r"),
            Is.EqualTo(
                (1, "", $"{scripted.Address}/: 302: the address points to {other.Address}/elsewhere; give the one where the service is\n")
            )
        );
        Assert.That((scripted.Requests.Single().Key, other.Requests.Count), Is.EqualTo(("a-key", 0)));

        foreach (string body in (string[])["{}", "[]", "<html></html>", "{\"count\":1,\"data\":[{}],\"meta\":{\"as_of\":\"2026-06-20\"}}"])
        {
            scripted.Then(200, body);
            Assert.That(
                await RunAsync(scripted.Address),
                Is.EqualTo((1, "", $"{scripted.Address}/: does not answer as a C360 does; is this its address?\n")),
                body
            );
        }
    }

    /// <summary>Nothing of it stays beside the client: neither lock file nor build.</summary>
    [TearDown]
    public void Nothing_is_left_beside_it() =>
        Assert.That(
            Directory.EnumerateFileSystemEntries(ClientRun.PathOf("csharp")).Select(Path.GetFileName),
            Is.EqualTo((string[])["retention-campaign.cs"])
        );

    private static Task<(int Code, string Output, string Error)> RunAsync(string address, string? key = null) =>
        ClientRun.RunAsync(
            "dotnet",
            ["run", ClientRun.PathOf("csharp/retention-campaign.cs"), "--", address],
            key is null ? [] : [("C360_API_KEY", key)]
        );
}
