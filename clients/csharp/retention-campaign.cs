#!/usr/bin/env dotnet
#:property PublishAot=false

// Lists valuable customers whose health score is below 3, for a retention campaign, as CSV on standard output.
//
//     C360_API_KEY=... dotnet run retention-campaign.cs -- http://localhost:8000 [LEAST-LIFETIME-VALUE] > campaign.csv
//
// Needs the .NET 10 SDK and no package. Exit codes: 0 the list is written; 1 the service refused or did not answer; 2 misunderstood.

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

const int Tries = 4;
TimeSpan longestWait = TimeSpan.FromSeconds(90);
string[] columns =
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

decimal least = 1000;
if (
    args.Length is not (1 or 2)
    || !Uri.TryCreate(args[0].TrimEnd('/') + "/", UriKind.Absolute, out Uri? service)
    || (service.Scheme != Uri.UriSchemeHttp && service.Scheme != Uri.UriSchemeHttps)
    || (args.Length == 2 && !decimal.TryParse(args[1], CultureInfo.InvariantCulture, out least))
)
{
    Console.Error.WriteLine("Usage: dotnet run retention-campaign.cs -- URL [LEAST-LIFETIME-VALUE]");
    return 2;
}

// A redirect is an error: followed, it would take the key to wherever it points.
using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service };

// A line end may have come along when it was copied. A bad key is not shown either.
string key = Environment.GetEnvironmentVariable("C360_API_KEY")?.Trim() ?? "";
if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
{
    Console.Error.WriteLine("C360_API_KEY: a key is made of printable ASCII characters without blanks");
    return 2;
}
if (key.Length > 0)
    client.DefaultRequestHeaders.Add("X-API-Key", key);
try
{
    // Filters compare scores as shown, with two places: 2.99 is below 3.
    using JsonDocument answer = await GetAsync(
        FormattableString.Invariant($"analytics/customer-profiles?max_health_score=2.99&min_lifetime_value={least}&limit=1000")
    );
    JsonElement meta = answer.RootElement.GetProperty("meta");
    List<string> said = [$"{answer.RootElement.GetProperty("count")} customers, data as of {meta.GetProperty("as_of")}"];
    if (meta.GetProperty("stale").GetBoolean())
        said.Add($"Warning: the data is not fresh; it was built at {meta.GetProperty("refreshed_at")}");
    if (meta.GetProperty("truncated").GetBoolean())
        said.Add("Warning: there are more customers than one answer holds; raise the least lifetime value");
    // All of it before the first line is written: what is no C360 leaves no half of a list.
    string[] rows =
    [
        .. answer
            .RootElement.GetProperty("data")
            .EnumerateArray()
            .Select(customer => string.Join(',', columns.Select(column => Cell(customer.GetProperty(column))))),
    ];
    said.ForEach(Console.Error.WriteLine);
    // Without a byte order mark, with the line ends that CSV has.
    using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\r\n" };
    foreach (string row in (string[])[string.Join(',', columns), .. rows])
        output.WriteLine(row);
    return 0;
}
catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
{
    Console.Error.WriteLine($"{service}: {exception.Message}");
    return 1;
}
catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
{
    Console.Error.WriteLine($"{service}: does not answer as a C360 does; is this its address?");
    return 1;
}

async Task<JsonDocument> GetAsync(string question)
{
    for (int triesLeft = Tries - 1; ; triesLeft--)
    {
        using HttpResponseMessage response = await client.GetAsync(question);
        string body = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
            return JsonDocument.Parse(body);
        if (response.Headers.Location is { } elsewhere)
            throw new HttpRequestException(
                $"{(int)response.StatusCode}: the address points to {elsewhere}; give the one where the service is"
            );
        // Too many requests; no data yet, or the engine is down. Both say when to come back.
        bool isPassing = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        if (!isPassing || triesLeft == 0 || response.Headers.RetryAfter?.Delta is not { } wait || wait > longestWait)
            throw new HttpRequestException($"{(int)response.StatusCode} {Explain(body)}");
        Console.Error.WriteLine($"{(int)response.StatusCode}, trying again in {wait.TotalSeconds} s");
        await Task.Delay(wait);
    }
}

// The service's errors are JSON; a proxy's may not be.
static string Explain(string body)
{
    try
    {
        using JsonDocument error = JsonDocument.Parse(body);
        JsonElement details = error.RootElement.GetProperty("error_details");
        string text = $"{error.RootElement.GetProperty("error_message")} ({details.GetProperty("code")})";
        return details.TryGetProperty("errors", out JsonElement errors) ? $"{text}: {errors}" : text;
    }
    catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
    {
        return "from something in between";
    }
}

// RFC 4180; a text that a spreadsheet would take for a formula gets a ' in front.
static string Cell(JsonElement value)
{
    string text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.ToString();
    if (value.ValueKind == JsonValueKind.String && Regex.IsMatch(text, "^'*[=+\\-@\t\r]"))
        text = "'" + text;
    return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
