namespace C360.FunctionalTests.Documentation;

/// <summary>The services of all tests of the documentation: building the sample data once is enough.</summary>
[SetUpFixture]
internal sealed class SampleServicesSetUp
{
    public static SampleServices Services { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Services = await SampleServices.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Services.DisposeAsync();
}
