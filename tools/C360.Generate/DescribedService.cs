using C360.Application;
using C360.Application.Access;
using C360.Application.Behaviors;
using C360.Application.Catalogue;
using C360.Application.Ports;
using C360.Infrastructure;
using C360.WebApi.Configuration;
using C360.WebApi.Http;
using C360.WebApi.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace C360.Generate;

/// <summary>The service as it is put together for serving, but never started: what it says of itself.</summary>
internal sealed class DescribedService : IAsyncDisposable
{
    private readonly WebApplication _service;
    private readonly DirectoryInfo _snapshots;

    private DescribedService(WebApplication service, DirectoryInfo snapshots, IReadOnlyList<Type> options) =>
        (_service, _snapshots, Options) = (service, snapshots, options);

    /// <summary>The classes of options that it has read.</summary>
    public IReadOnlyList<Type> Options { get; }

    /// <summary>Its named queries.</summary>
    public QueryDescription[] Queries => _service.Services.GetRequiredService<IQueryCatalogue>().All;

    /// <summary>What its code says.</summary>
    public CodeTexts Code => _service.Services.GetRequiredService<CodeTexts>();

    /// <summary>Puts it together.</summary>
    public static DescribedService Create()
    {
        DirectoryInfo snapshots = Directory.CreateTempSubdirectory("c360-generate-");
        IConfigurationRoot settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SNAPSHOT_PATH", snapshots.FullName), new("C360_DATA_PATH", snapshots.FullName)])
            .Build();
        // Controllers are looked for in the assembly that bears the application's name.
        string name = typeof(ApiDocument).Assembly.GetName().Name!;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = name });
        builder.Logging.ClearProviders();
        List<Type> read = [];
        object Read(Type type)
        {
            read.Add(type);
            return Settings.Read(type, settings);
        }
        var options = (ServiceOptions)Read(typeof(ServiceOptions));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton((AccessOptions)Read(typeof(AccessOptions)));
        builder.Services.AddSingleton((CacheOptions)Read(typeof(CacheOptions)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddApplication(autoMapperKey: null);
        builder.Services.AddInfrastructure(Read);
        builder.Services.AddRoad(options);
        builder.Services.AddApiDocument();
        return new DescribedService(builder.Build(), snapshots, [.. read.Distinct()]);
    }

    /// <summary>Its OpenAPI document.</summary>
    public async Task<string> DocumentAsync() => await ApiDocument.RenderAsync(_service.Services) + "\n";

    /// <summary>Takes it down.</summary>
    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _snapshots.Delete(recursive: true);
    }
}
