using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests;

/// <summary>The service over <see cref="DozenCustomers"/>, and over one customer who did nothing: started once for all queries.</summary>
[SetUpFixture]
internal sealed class Dozen
{
    private static readonly List<SourceFolder> Folders = [];
    private static readonly Lazy<Task<ApiHost>> Twelve = new(() => StartAsync(DozenCustomers.Create()));
    private static readonly Lazy<Task<ApiHost>> Single = new(() => StartAsync(new SourceFolder().Customers(new { customer_id = "C1" })));

    /// <summary>The twelve.</summary>
    public static Task<ApiHost> Host => Twelve.Value;

    /// <summary>One customer without purchases, tickets, sessions and membership.</summary>
    public static Task<ApiHost> Alone => Single.Value;

    /// <summary>Expects the whole body that the example of an operation shows.</summary>
    public static async Task AssertExampleAsync(string path, string operation) => await Examples.AssertAsync(await Host, path, operation);

    /// <summary>What the data of an answer holds, a line a row, in order; null is written <c>-</c>.</summary>
    public static async Task<string[]> LinesAsync(string path, params string[] columns) =>
        Lines(await (await Host).GetAsync(path), columns);

    /// <summary>One column of the data of an answer, in order.</summary>
    public static async Task<string[]> ColumnAsync(string path, string column) => await LinesAsync(path, column);

    /// <summary>Whether the limit cut the answer.</summary>
    public static async Task<bool> IsTruncatedAsync(string path) => (bool)(await (await Host).GetAsync(path))["meta"]!["truncated"]!;

    /// <summary>Expects an answer that is a list without anything in it.</summary>
    public static async Task AssertEmptyAsync(ApiHost host, string path)
    {
        JsonNode body = await host.GetAsync(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body["data"]!.ToJsonString(), Is.EqualTo("[]"));
            Assert.That((int)body["count"]!, Is.Zero);
            Assert.That((bool)body["meta"]!["truncated"]!, Is.False);
        }
    }

    /// <summary>The same of a body.</summary>
    public static string[] Lines(JsonNode body, params string[] columns) =>
        [.. body["data"]!.AsArray().Select(row => string.Join(" | ", columns.Select(column => Shown(row!.AsObject(), column))))];

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (Lazy<Task<ApiHost>> host in (Lazy<Task<ApiHost>>[])[Twelve, Single])
            if (host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await host.Value).DisposeAsync();
        Folders.ForEach(folder => folder.Dispose());
    }

    private static Task<ApiHost> StartAsync(SourceFolder data)
    {
        Folders.Add(data);
        return ApiHost.StartAsync(data);
    }

    private static string Shown(JsonObject row, string column) =>
        !row.TryGetPropertyValue(column, out JsonNode? value) ? throw new KeyNotFoundException($"No {column} in {row.ToJsonString()}")
        : value is null ? "-"
        : value.ToString();
}
