using C360.Infrastructure.Refreshing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace C360.Bench;

/// <summary>The real service on a real port, with the bare action beside its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private Service(WebApplicationFactory<Program> factory) => _factory = factory;

    public Uri Address =>
        new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public IServiceProvider Services => _factory.Services;

    public static async Task<Service> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        WebApplicationFactory<Program> factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseContentRoot(AppContext.BaseDirectory);
            builder.UseEnvironment("development");
            builder.UseSetting("API_HOST", "127.0.0.1");
            builder.UseSetting("API_PORT", "0");
            foreach ((string name, string value) in settings)
                builder.UseSetting(name, value);
            builder.ConfigureServices(services => services.AddControllers().AddApplicationPart(typeof(BareController).Assembly));
        });
        factory.UseKestrel(0);
        factory.StartServer();
        await factory.Services.GetRequiredService<RefreshService>().Running;
        return new Service(factory);
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();
}
