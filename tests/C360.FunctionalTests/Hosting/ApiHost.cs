using System.Net.Http.Json;
using System.Text.Json.Nodes;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Refreshing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace C360.FunctionalTests.Hosting;

/// <summary>The real service over a folder of sources: real host, real pipeline, real DuckDB; only the clock stands still, at <see cref="Now"/>.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    /// <summary>The moment that every test host believes in.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 20, 14, 30, 0, TimeSpan.Zero);

    private readonly WebApplicationFactory<Program> _factory;
    private readonly bool _ownsSnapshots;

    private ApiHost(WebApplicationFactory<Program> factory, string snapshotPath, bool ownsSnapshots, FakeTimeProvider time)
    {
        (_factory, SnapshotPath, _ownsSnapshots, Time) = (factory, snapshotPath, ownsSnapshots, time);
        // A socket, because the server without one decodes paths before anybody has read them: A%2FB would be two segments.
        factory.UseKestrel(0);
        Client = factory.CreateClient();
    }

    /// <summary>Where its snapshots are.</summary>
    public string SnapshotPath { get; }

    /// <summary>The lines of its access log so far: a request's is there before its answer.</summary>
    public IReadOnlyList<string> AccessLog
    {
        get
        {
            // Without taking the file, as whatever collects logs reads it.
            using var file = new StreamReader(
                new FileStream(AccessLogOf(SnapshotPath), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            );
            return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
    }

    /// <summary>Its clock.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>Its container.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>Calls it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts the service and waits for its first refresh; as_of is 2026-06-20 unless the settings say otherwise.</summary>
    public static async Task<ApiHost> StartAsync(
        SourceFolder data,
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? replace = null,
        string? snapshotPath = null
    )
    {
        var time = new FakeTimeProvider(Now);
        string snapshots = snapshotPath ?? Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        var host = new ApiHost(Factory(data, settings, replace, snapshots, time), snapshots, snapshotPath is null, time);
        await host.RefreshedAsync();
        return host;
    }

    /// <summary>Waits until no refresh runs.</summary>
    public Task RefreshedAsync() => Services.GetRequiredService<RefreshService>().Running;

    /// <summary>The body of a GET, as JSON.</summary>
    public async Task<JsonNode> GetAsync(string path) => (await Client.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Status and body of a GET, as JSON.</summary>
    public async Task<(int Status, JsonNode Body)> TryGetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(path);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        File.Delete(AccessLogOf(SnapshotPath));
        if (_ownsSnapshots)
            await TempFolder.RemoveAsync(SnapshotPath);
    }

    private static string AccessLogOf(string snapshots) => snapshots + ".access";

    private static WebApplicationFactory<Program> Factory(
        SourceFolder data,
        IReadOnlyDictionary<string, string>? settings,
        Action<IServiceCollection>? replace,
        string snapshots,
        FakeTimeProvider time
    ) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            var all = new Dictionary<string, string>
            {
                // The factory would say Development, under the same name.
                ["ENVIRONMENT"] = "development",
                ["API_HOST"] = "127.0.0.1",
                ["API_PORT"] = "0",
                ["C360_DATA_PATH"] = data.Path,
                ["C360_AS_OF"] = "2026-06-20",
                ["SNAPSHOT_PATH"] = snapshots,
                ["RATE_LIMIT_PER_MINUTE"] = "0",
                ["LOG_LEVEL"] = "CRITICAL",
                ["ACCESS_LOG"] = AccessLogOf(snapshots),
            };
            foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
                all[name] = value;
            foreach ((string name, string value) in all)
                builder.UseSetting(name, value);
            builder.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
                replace?.Invoke(services);
            });
        });
}
