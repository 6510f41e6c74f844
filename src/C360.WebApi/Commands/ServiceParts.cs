using C360.Application;
using C360.Application.Access;
using C360.Application.Behaviors;
using C360.WebApi.Configuration;
using Serilog;

namespace C360.WebApi.Commands;

/// <summary>What the service is made of, without its server and without anything that starts by itself: for verbs that do one thing. Needs no keys.</summary>
internal static class ServiceParts
{
    /// <summary>Puts it together from the settings of the service; whoever disposes of it stops what runs in it.</summary>
    /// <param name="addInfrastructure">Brings what is outside the application.</param>
    /// <exception cref="SettingException">A setting is not allowed.</exception>
    public static ServiceProvider Create(AddInfrastructure addInfrastructure)
    {
        IConfigurationRoot settings = Settings.Source([]);
        Settings.RefuseNowhere(settings);
        List<Type> read = [typeof(AccessOptions)];
        object Read(Type type)
        {
            read.Add(type);
            return Settings.Read(type, settings);
        }
        var options = (ServiceOptions)Read(typeof(ServiceOptions));
        UnsafeSettings.RefuseSampleData(options, settings);
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddSerilog(LogSetup.CreateBesideOutput(options), dispose: true));
        services.AddSingleton(options);
        Read(typeof(CacheOptions));
        // Answers would be gone with the process: none are kept, so none are computed before a switch.
        services.AddSingleton(new CacheOptions { CacheTtlMinutes = 0 });
        services.AddSingleton(TimeProvider.System);
        services.AddApplication(options.AutomapperLicenseKey);
        addInfrastructure(services, Read);
        Settings.RefuseUnknown(settings, read);
        return services.BuildServiceProvider();
    }
}
