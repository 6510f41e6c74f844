using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Analytics;

/// <summary>The example is C02's, worked out beside her in DozenCustomers.</summary>
internal sealed class CustomerProfileByIdTests
{
    private const string Route = "/analytics/customer-profiles/";

    [Test]
    public Task Shows_the_whole_profile() => Dozen.AssertExampleAsync(Route + "C02", "customer_profile_by_id");

    [TestCase("A%2FB", ExpectedResult = "A/B")]
    [TestCase("A%2fB", ExpectedResult = "A/B")]
    [TestCase("A%252FB", ExpectedResult = "A%2FB")]
    [TestCase("A%20B", ExpectedResult = "A B")]
    [TestCase("%E6%97%A5%E6%9C%AC", ExpectedResult = "日本")]
    [TestCase("日本", ExpectedResult = "日本")]
    [TestCase("%43%301", ExpectedResult = "C01")]
    [TestCase("C01?_=5", ExpectedResult = "C01")]
    public async Task<string> Decodes_the_id_in_the_path_once(string segment)
    {
        JsonNode body = await (await Dozen.Host).GetAsync(Route + segment);
        Assert.That((int)body["count"]!, Is.EqualTo(1));
        return (string)body["data"]!["customer_id"]!;
    }

    [TestCase("C100", TestName = "Nobody_of_that_id_is_not_found")]
    [TestCase("c01", TestName = "An_id_in_another_case_is_not_found")]
    [TestCase("A+B", TestName = "A_plus_in_a_path_is_no_blank")]
    [TestCase("A%25252FB", TestName = "An_id_encoded_twice_too_often_is_not_found")]
    [TestCase("C98", TestName = "A_customer_without_email_is_not_found")]
    [TestCase("C99", TestName = "A_customer_registered_after_as_of_is_not_found")]
    [TestCase("'%20OR%20''='", TestName = "An_id_is_no_SQL")]
    public async Task Not_found(string segment)
    {
        (int status, JsonNode body) = await (await Dozen.Host).TryGetAsync(Route + segment);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(404));
            Assert.That((bool)body["success"]!, Is.False);
            Assert.That((string)body["error_type"]!, Is.EqualTo("NotFound"));
            Assert.That((string)body["error_message"]!, Is.EqualTo("Customer not found"));
            Assert.That((string)body["error_details"]!["code"]!, Is.EqualTo("customer_not_found"));
        }
    }

    [Test]
    public async Task Shows_the_same_as_the_list()
    {
        ApiHost host = await Dozen.Host;
        JsonArray list = (await host.GetAsync("/analytics/customer-profiles"))["data"]!.AsArray();
        foreach (JsonNode? profile in list)
        {
            string id = Uri.EscapeDataString((string)profile!["customer_id"]!);
            Assert.That((await host.GetAsync(Route + id))["data"]!.ToJsonString(), Is.EqualTo(profile.ToJsonString()));
        }
    }
}
