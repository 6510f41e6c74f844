using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Commands;

/// <summary>The verb that the image's health check calls.</summary>
internal sealed class HealthTests
{
    [Test]
    public async Task It_ends_with_0_while_the_service_answers_and_with_1_when_not()
    {
        string folder = Directory.CreateTempSubdirectory("c360-health-").FullName;
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using (RealService service = await RealService.StartQuietlyAsync(folder, ("C360_DATA_PATH", data.Path)))
        {
            string port = $"{service.Client.BaseAddress!.Port}";
            foreach (string host in (string[])["0.0.0.0", "127.0.0.1"])
                Assert.That(
                    await RealService.RunAsync(folder, ["health"], ("API_HOST", host), ("API_PORT", port)),
                    Is.EqualTo((0, $"http://{(host == "0.0.0.0" ? "localhost" : host)}:{port}/health/live 200{Environment.NewLine}", ""))
                );
        }
        Assert.That(
            await RealService.RunAsync(folder, ["health"], ("API_HOST", "127.0.0.1"), ("API_PORT", "1")),
            Is.EqualTo((1, "", $"http://127.0.0.1:1/health/live does not answer{Environment.NewLine}"))
        );
        await TempFolder.RemoveAsync(folder);
    }
}
