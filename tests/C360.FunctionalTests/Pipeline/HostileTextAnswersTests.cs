using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Pipeline.Reading;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline;

/// <summary>The same ids and names on their way through the service.</summary>
internal sealed class HostileTextAnswersTests
{
    // A dot segment is taken away by every client before it asks, so nobody can ask for that customer; nor for one whose id is longer than a path may be.
    private static readonly string[] Askable = [.. HostileText.All.Where(id => id is not ".."), HostileText.Long[..8000]];

    [Test]
    public async Task Customers_of_any_name_are_listed_and_found()
    {
        string[] ids = [.. HostileText.All, HostileText.Long, HostileText.Long[..8000]];
        using SourceFolder data = new SourceFolder().Customers([
            .. ids.Select(id => new
            {
                customer_id = id,
                first_name = id,
                last_name = "",
                city = id,
            }),
        ]);
        await using ApiHost host = await ApiHost.StartAsync(data);

        JsonArray list = (await host.GetAsync("/analytics/customer-profiles?limit=1000"))["data"]!.AsArray();
        Assert.That(list.Select(profile => (string)profile!["customer_id"]!), Is.EquivalentTo(ids));
        foreach (JsonNode? profile in list)
        {
            Assert.That((string)profile!["city"]!, Is.EqualTo((string)profile["customer_id"]!));
        }
        foreach (string id in Askable)
        {
            (int status, JsonNode body) = await host.TryGetAsync("/analytics/customer-profiles/" + Uri.EscapeDataString(id));
            Assert.That(status, Is.EqualTo(200), id);
            Assert.That((string)body["data"]!["customer_id"]!, Is.EqualTo(id));
            Assert.That((string)body["data"]!["first_name"]!, Is.EqualTo(id));
        }
    }
}
