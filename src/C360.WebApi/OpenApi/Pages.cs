using System.Text;
using C360.WebApi.Dashboard;
using C360.WebApi.Formats;
using C360.WebApi.Http;
using Microsoft.Net.Http.Headers;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace C360.WebApi.OpenApi;

/// <summary>The documentation pages: /docs, /redoc and the document they show, with nothing fetched from elsewhere.</summary>
internal static class Pages
{
    /// <summary>Stops in the browser whatever a page would still fetch from elsewhere.</summary>
    public const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string DocumentRoute = "/openapi.json";
    private static readonly string[] Routes = ["/docs", "/redoc", DocumentRoute];

    /// <summary>ReDoc's own page links a font elsewhere.</summary>
    private const string Redoc = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <title>%(DocumentTitle)</title>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <link href="index.css" rel="stylesheet" type="text/css">
            %(HeadContent)
        </head>
        <body>
            <div id="redoc-container"></div>
            <script type="module" src="index.js"></script>
        </body>
        </html>
        """;

    /// <summary>The page, the dashboard among them, that a request asks, or asks a part of; null when it asks something else.</summary>
    /// <param name="request">The request.</param>
    public static string? RouteOf(HttpRequest request) =>
        DashboardPages.RouteOf(request) ?? Array.Find(Routes, route => request.Path.StartsWithSegments(route));

    /// <summary>Serves the pages.</summary>
    /// <param name="app">The host.</param>
    public static void UseDocumentationPages(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/docs") || context.Request.Path.StartsWithSegments("/redoc"),
            pages =>
                pages.Use(
                    (context, next) =>
                    {
                        context.Response.Headers.ContentSecurityPolicy = Policy;
                        context.Response.Headers["Referrer-Policy"] = "no-referrer";
                        // The pages' own says max-age=0 in its place, which lets a cache serve what is stale.
                        string caching = context.Response.Headers.CacheControl.ToString();
                        context.Response.OnStarting(() =>
                        {
                            context.Response.Headers.CacheControl = caching;
                            return Task.CompletedTask;
                        });
                        return next(context);
                    }
                )
        );
        UseDocument(app);
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "C360 API";
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint(DocumentRoute, "C360");
            options.DocExpansion(DocExpansion.List);
            options.EnableTryItOutByDefault();
        });
        app.UseReDoc(options =>
        {
            options.DocumentTitle = "C360 API";
            options.RoutePrefix = "redoc";
            options.SpecUrl = DocumentRoute;
            // ReDoc 3 reports its use to its makers unless told not to.
            options.ConfigObject.AdditionalItems["disableTelemetry"] = true;
            options.IndexStream = () => new MemoryStream(Encoding.UTF8.GetBytes(Redoc));
        });
    }

    /// <summary>The document is rendered once: it takes a hundred times as long as a query from the cache, and everybody may ask for it.</summary>
    private static void UseDocument(WebApplication app)
    {
        var document = new Lazy<Task<byte[][]>>(async () => Forms(Encoding.UTF8.GetBytes(await ApiDocument.RenderAsync(app.Services))));
        app.Use(
            async (context, next) =>
            {
                if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Path.Equals(DocumentRoute))
                {
                    await next(context);
                    return;
                }
                (Coding coding, _) = Compression.Choose(context.Request.Headers.AcceptEncoding);
                byte[] json = (await document.Value)[(int)coding];
                context.Response.ContentType = Json.ContentType;
                context.Response.ContentLength = json.Length;
                context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                if (coding != Coding.Identity)
                    context.Response.Headers.ContentEncoding = Compression.NameOf(coding);
                await context.Response.Body.WriteAsync(json, context.RequestAborted);
            }
        );
    }

    private static byte[][] Forms(byte[] json) =>
        [.. Enum.GetValues<Coding>().Select(coding => coding == Coding.Identity ? json : Compression.Compress(json, coding))];
}
