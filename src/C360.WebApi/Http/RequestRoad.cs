using C360.Application.Access;
using C360.WebApi.Configuration;
using C360.WebApi.Dashboard;
using C360.WebApi.Formats;
using C360.WebApi.OpenApi;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Net.Http.Headers;
using IPNetwork = System.Net.IPNetwork;

namespace C360.WebApi.Http;

/// <summary>What every request passes through, in this order, and how MVC is set up at its end.</summary>
internal static class RequestRoad
{
    private static readonly object Head = new();

    /// <summary>Adds what the road needs.</summary>
    /// <param name="services">The container.</param>
    /// <param name="options">Limits and origins.</param>
    public static void AddRoad(this IServiceCollection services, ServiceOptions options)
    {
        // Less than whoever stops it waits before the kill: a client that is half-way through a request for ever must not cost a clean end.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.AddSingleton<ErrorWriter>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<AnswerFilter>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<RateLimit>();
        services.AddSingleton(provider => new RequestBudgets(options.RateLimitPerMinute, provider.GetRequiredService<TimeProvider>()));
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins(options.Origins)
                    .WithMethods("GET", "POST")
                    .AllowAnyHeader()
                    .WithExposedHeaders([
                        HeaderNames.Location,
                        HeaderNames.RetryAfter,
                        HeaderNames.Age,
                        HeaderNames.ETag,
                        HeaderNames.ContentDisposition,
                        RateLimit.Left,
                        RateLimit.Policy,
                        .. FileHeaders.All.Select(header => header.Name),
                    ])
            )
        );
        services
            .AddControllers(mvc =>
            {
                // Our binders read query string and path themselves; these would be made anew for every request.
                mvc.ValueProviderFactories.Clear();
                mvc.ModelBinderProviders.Insert(0, new RequestBinderProvider());
                mvc.ModelMetadataDetailsProviders.Add(new SnakeCaseMetadata());
                mvc.Filters.Add(new ContentFilter());
                mvc.Filters.Add(new ParameterFilter());
                mvc.Filters.AddService<AnswerFilter>();
                mvc.Filters.AddService<AccessLog>();
                mvc.Conventions.Add(new AnswerConvention());
                mvc.OutputFormatters.Clear();
                mvc.OutputFormatters.Add(new JsonFormatter());
            })
            .ConfigureApiBehaviorOptions(api =>
            {
                api.SuppressModelStateInvalidFilter = true;
                api.SuppressMapClientErrors = true;
            })
            .AddJsonOptions(json => Json.Apply(json.JsonSerializerOptions));
        services.AddSingleton<IObjectModelValidator, NoModelValidation>();
    }

    /// <summary>Lays the road.</summary>
    /// <param name="app">The host.</param>
    public static void UseRoad(this WebApplication app)
    {
        ErrorWriter errors = app.Services.GetRequiredService<ErrorWriter>();
        BelieveProxies(app, app.Services.GetRequiredService<ServiceOptions>().Proxies);
        app.UseMiddleware<RequestLog>();
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers.CacheControl = "private, no-cache";
                return next(context);
            }
        );
        app.Use(next => context => errors.InvokeAsync(context, next));
        app.Use(AnswerHeadAsGet);
        app.UseStatusCodePages(context => errors.WriteAsync(context.HttpContext, Error.Of(context.HttpContext.Response.StatusCode)));
        app.UseRouting();
        app.UseCors();
        AccessLog accessLog = app.Services.GetRequiredService<AccessLog>();
        app.Use(next => context => accessLog.InvokeAsync(context, next));
        bool open = app.Services.GetRequiredService<AccessOptions>().IsOpen();
        AccessControl access = app.Services.GetRequiredService<AccessControl>();
        if (!open)
            app.Use(access.IdentifyAsync);
        app.Use(app.Services.GetRequiredService<RateLimit>().InvokeAsync);
        app.Use(RequestSize.Check);
        if (!open)
            app.Use(access.AuthorizeAsync);
        app.UseDashboard();
        app.UseDocumentationPages();
        app.MapControllers();
    }

    /// <summary>The client's address is the right-most one that is not a proxy's. Without proxies the header is nobody's word.</summary>
    private static void BelieveProxies(WebApplication app, IPNetwork[] proxies)
    {
        if (proxies.Length == 0)
            return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        // The host would trust what runs on this machine, too.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (IPNetwork proxy in proxies)
            forwarded.KnownIPNetworks.Add(proxy);
        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>The method as it was sent.</summary>
    /// <param name="context">The request.</param>
    public static string MethodOf(HttpContext context) => context.Items.ContainsKey(Head) ? HttpMethods.Head : context.Request.Method;

    /// <summary>The server leaves the body of an answer to HEAD out by itself.</summary>
    private static Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Items[Head] = true;
            context.Request.Method = HttpMethods.Get;
        }
        return next(context);
    }
}
