using System.Text.Json;

namespace C360.FunctionalTests.Documentation.Clients;

/// <summary>The list that the clients print, worked out from the profiles without their filter by score.</summary>
internal static class CampaignList
{
    public const string Question = "/analytics/customer-profiles?max_health_score=2.99&min_lifetime_value=1000.00&limit=1000";

    private static readonly string[] Columns =
    [
        "customer_id",
        "first_name",
        "last_name",
        "email",
        "customer_segment",
        "loyalty_tier",
        "lifetime_value",
        "customer_health_score",
        "customer_status",
        "last_purchase_date",
    ];

    public static string Header => string.Join(',', Columns) + "\r\n";

    /// <summary>Of everybody, tier by tier so that no answer is cut, those worth 1000 and more with a score below 3, in the profiles' order.</summary>
    public static async Task<string> ExpectedAsync(HttpClient client)
    {
        var profiles = new List<JsonElement>();
        foreach (string tier in (string[])["Bronze", "Silver", "Gold", "Platinum"])
        {
            using var answer = JsonDocument.Parse(
                await client.GetStringAsync($"/analytics/customer-profiles?loyalty_tier={tier}&min_lifetime_value=1000&limit=1000")
            );
            Assert.That(answer.RootElement.GetProperty("meta").GetProperty("truncated").GetBoolean(), Is.False);
            profiles.AddRange(answer.RootElement.GetProperty("data").EnumerateArray().Select(profile => profile.Clone()));
        }
        IEnumerable<string> lines = profiles
            .Where(profile => profile.GetProperty("customer_health_score").GetDecimal() < 3)
            .OrderByDescending(profile => profile.GetProperty("customer_health_score").GetDecimal())
            .ThenByDescending(profile => profile.GetProperty("total_spent").GetDecimal())
            .ThenBy(profile => profile.GetProperty("customer_id").GetString(), StringComparer.Ordinal)
            .Select(profile => string.Join(',', Columns.Select(column => profile.GetProperty(column).ToString())));
        return Header + string.Concat(lines.Select(line => line + "\r\n"));
    }

    /// <summary>An answer with one customer, whose name is a formula and whose value keeps its places.</summary>
    public static string Answer(bool isStale = false, bool isTruncated = false) =>
        $$$"""
            {"success":true,"message":"","timestamp":"2026-06-20T14:30:00Z","data":[{"customer_id":"C1","first_name":"=1+1","last_name":"O, \"Neil\"",
             "email":null,"customer_segment":"Basic","loyalty_tier":"Gold","lifetime_value":1234.50,"customer_health_score":2.67,"customer_status":"Churned",
             "last_purchase_date":"2026-01-02"}],"count":1,"meta":{"data_version":"v","as_of":"2026-06-20","refreshed_at":"2026-06-20T02:00:00Z",
             "stale":{{{(isStale ? "true" : "false")}}},"truncated":{{{(isTruncated ? "true" : "false")}}}}}
            """;

    /// <summary>That customer in CSV: the formula is disarmed, the name with comma and quotes is quoted.</summary>
    public static string Line => "C1,'=1+1,\"O, \"\"Neil\"\"\",,Basic,Gold,1234.50,2.67,Churned,2026-01-02\r\n";
}
