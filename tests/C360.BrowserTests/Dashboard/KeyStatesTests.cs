using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The page of a service that wants a key.</summary>
[Category("Browser")]
internal sealed class KeyStatesTests
{
    private const string Reader = "reads";
    private StatePictures _states = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _states = await StatePictures.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_states is not null)
            await _states.DisposeAsync();
    }

    [Test]
    public async Task A_key_is_asked_for_and_another_one_is_not_known()
    {
        using var keys = new KeyFileOfTests();
        keys.Add(Reader, Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_states.Data, keys.Settings);
        await _states.ShowAsync(host, "key", visit => Assertions.Expect(visit.Tab.Locator("dialog[open]")).ToHaveCountAsync(1));
        await _states.ShowAsync(host, "key-wrong", visit => TryKeyAsync(visit, "c360_wrong"));
        await _states.ShowAsync(
            host,
            "key-not-given",
            async visit =>
            {
                await visit.Tab.Keyboard.PressAsync("Escape");
                await Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("This service asks for a key");
            }
        );
    }

    [Test]
    public async Task The_key_is_not_for_everything()
    {
        using var keys = new KeyFileOfTests();
        string key = keys.Add(Reader, Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_states.Data, keys.Settings);
        await _states.ShowAsync(
            host,
            "forbidden",
            async visit =>
            {
                await TryKeyAsync(visit, key);
                await visit.LoadedAsync();
                Assert.That(await visit.StateAsync("churn"), Is.EqualTo("forbidden"));
                Assert.That(await visit.StateAsync("rfm"), Is.EqualTo("ready"));
                await Assertions.Expect(visit.Tab.Locator("#churn .message")).ToHaveTextAsync("This API key lacks the scope customers.");
                await Assertions
                    .Expect(visit.Tab.Locator("#quality"))
                    .ToHaveTextAsync("Data quality: only a key with the scope admin may see the rejected rows.");
            }
        );
    }

    private static async Task TryKeyAsync(Visit visit, string key)
    {
        await visit.Tab.Locator("#key").FillAsync(key);
        Task<IResponse> answered = visit.Tab.WaitForResponseAsync("**/marketing/customer-health-overview");
        await visit.Tab.Locator("#key-use").ClickAsync();
        await answered;
        await Assertions.Expect(visit.Tab.Locator("#key-use")).ToBeEnabledAsync();
    }
}
