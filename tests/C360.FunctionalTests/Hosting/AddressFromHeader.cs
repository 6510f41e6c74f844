using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Hosting;

/// <summary>Tests come from one address: lets them say another, as if the connection came from there.</summary>
internal sealed class AddressFromHeader : IStartupFilter
{
    public const string Name = "X-Test-Address";

    public static void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter, AddressFromHeader>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (context, rest) =>
                {
                    if (IPAddress.TryParse(context.Request.Headers[Name], out IPAddress? address))
                        context.Connection.RemoteIpAddress = address;
                    return rest(context);
                }
            );
            next(app);
        };
}
