using System.Net.Sockets;
using C360.Application;
using C360.Application.Access;
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.WebApi.Configuration;
using C360.WebApi.Http;
using C360.WebApi.OpenApi;
using C360.WebApi.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Serilog;

namespace C360.WebApi.Commands;

/// <summary>The verb serve: the HTTP service.</summary>
internal static class ServeCommand
{
    /// <summary>Serves until told to stop.</summary>
    /// <param name="args">Settings as NAME=value, as the host takes them.</param>
    /// <param name="addInfrastructure">Brings what is outside the application.</param>
    public static async Task RunAsync(string[] args, AddInfrastructure addInfrastructure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        IConfigurationRoot settings = Settings.Source(args);
        List<Type> read = [typeof(ServiceOptions), typeof(AccessOptions), typeof(CacheOptions)];
        ServiceOptions options = ReadSettings(builder.Services, settings);
        AddHost(builder, options);
        builder.Services.AddApplication(options.AutomapperLicenseKey);
        addInfrastructure(
            builder.Services,
            type =>
            {
                read.Add(type);
                return Settings.Read(type, settings);
            }
        );
        Settings.RefuseUnknown(settings, read);
        builder.Services.AddRoad(options);
        builder.Services.AddApiDocument();
        builder.Services.AddTelemetry(options.OtelExporterOtlpEndpoint);

        await using WebApplication app = builder.Build();
        ReadKeys(app.Services);
        app.Services.StartTelemetry();
        app.UseRoad();
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (SocketErrorOf(exception) is { } error)
        {
            throw new SettingException(
                error switch
                {
                    SocketError.AddressAlreadyInUse =>
                        $"API_PORT={options.ApiPort}: must be a port that is free on API_HOST={options.ApiHost}",
                    SocketError.AccessDenied => $"API_PORT={options.ApiPort}: must be a port that this user may listen on",
                    SocketError.AddressNotAvailable => $"API_HOST={options.ApiHost}: must be an address of this machine",
                    _ => $"API_HOST={options.ApiHost}, API_PORT={options.ApiPort}: must be what this machine can listen on ({error})",
                }
            );
        }
        TellAddresses(app);
        await app.WaitForShutdownAsync();
    }

    /// <summary>What the machine says: the server wraps it, and how deeply depends on the error and the address.</summary>
    private static SocketError? SocketErrorOf(Exception? exception) =>
        exception switch
        {
            null => null,
            SocketException socket => socket.SocketErrorCode,
            _ => SocketErrorOf(exception.InnerException),
        };

    /// <summary>Now rather than with the first request: without its keys the service would be up and of no use.</summary>
    private static void ReadKeys(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IApiKeyRepository>();
        }
        catch (KeyFileException exception)
        {
            throw new SettingException($"API_KEYS_FILE={services.GetRequiredService<AccessOptions>().ApiKeysFile}: {exception.Message}");
        }
    }

    private static void TellAddresses(WebApplication app)
    {
        string addresses = string.Join(
            ", ",
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []
        );
        app.Logger.LogInformation("C360 {Version} serves on {Addresses}", ServiceOptions.Version, addresses);
        if (app.Services.GetRequiredService<AccessOptions>().IsOpen())
            app.Logger.LogWarning("Access is open: whoever reaches {Addresses} may read all data and start refreshes", addresses);
    }

    private static ServiceOptions ReadSettings(IServiceCollection services, IConfiguration settings)
    {
        Settings.RefuseNowhere(settings);
        var options = (ServiceOptions)Settings.Read(typeof(ServiceOptions), settings);
        // The server cannot take one free port on both of localhost's addresses.
        if (options is { ApiHost: "localhost", ApiPort: 0 })
            throw new SettingException("API_PORT=0: must be a port of your choice with API_HOST=localhost; 127.0.0.1 can take a free one");
        var access = (AccessOptions)Settings.Read(typeof(AccessOptions), settings);
        UnsafeSettings.Refuse(options, access, settings);
        MaskedLines.Hide(access.ApiKey, access.SecretKey);
        services.AddSingleton(options);
        services.AddSingleton(access);
        services.AddSingleton((CacheOptions)Settings.Read(typeof(CacheOptions), settings));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(OpenAccessLog(options.AccessLog));
        return options;
    }

    private static ILineTarget OpenAccessLog(string setting)
    {
        if (setting.Equals(StandardOutput.Name, StringComparison.OrdinalIgnoreCase))
            return new StandardOutput();
        try
        {
            return new LineFile(setting);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(
                $"ACCESS_LOG={setting}: must be {StandardOutput.Name}, or a file that can be written, in a folder that is there"
            );
        }
    }

    private static void AddHost(WebApplicationBuilder builder, ServiceOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(LogSetup.Create(options), dispose: true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Instead of the host's section Kestrel, whose endpoints would count before API_HOST and API_PORT.
            kestrel.Configure();
            ServerLimits.Apply(kestrel.Limits);
        });
        // ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe everybody's X-Forwarded-For; TRUSTED_PROXIES says whose counts.
        builder.WebHost.UseSetting("ForwardedHeaders_Enabled", "false");
        builder.WebHost.UseUrls(new UriBuilder(Uri.UriSchemeHttp, options.ApiHost, options.ApiPort).ToString());
    }
}
