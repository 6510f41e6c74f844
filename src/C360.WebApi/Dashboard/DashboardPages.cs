using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using C360.WebApi.Http;
using Microsoft.Net.Http.Headers;

namespace C360.WebApi.Dashboard;

/// <summary>The dashboard at /: a page and its parts, kept in the assembly. What it shows it fetches from the API, with the reader's key, like everybody else.</summary>
internal static class DashboardPages
{
    /// <summary>Only the page's own scripts and styles run, and they reach this service and nothing else; no form is sent and nothing frames the page.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Page = "/";
    private const string PartsRoute = "/dashboard";
    private const string Prefix = "dashboard.";
    private const string PageFile = "index.html";
    private static readonly FrozenDictionary<string, Part> Parts = ReadParts();

    /// <summary>The page, or where its parts are, when a request asks one of them; else null.</summary>
    /// <param name="request">The request.</param>
    public static string? RouteOf(HttpRequest request) =>
        request.Path == Page ? Page
        : request.Path.StartsWithSegments(PartsRoute) ? PartsRoute
        : null;

    /// <summary>Serves the page and its parts.</summary>
    /// <param name="app">The host.</param>
    public static void UseDashboard(this WebApplication app)
    {
        ErrorWriter errors = app.Services.GetRequiredService<ErrorWriter>();
        app.UseWhen(
            context => RouteOf(context.Request) is not null,
            dashboard =>
                dashboard.Use(
                    (context, next) =>
                    {
                        context.Response.Headers.ContentSecurityPolicy = Policy;
                        context.Response.Headers["Referrer-Policy"] = "no-referrer";
                        return Parts.TryGetValue(context.Request.Path.Value!, out Part? part)
                            ? AnswerAsync(context, part, errors)
                            : next(context);
                    }
                )
        );
    }

    private static async Task AnswerAsync(HttpContext context, Part part, ErrorWriter errors)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            await errors.WriteAsync(context, Error.Of(StatusCodes.Status405MethodNotAllowed));
            return;
        }
        context.Response.Headers.ETag = part.Tag.ToString();
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(part.Matches))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = part.ContentType;
        context.Response.ContentLength = part.Bytes.Length;
        await context.Response.Body.WriteAsync(part.Bytes, context.RequestAborted);
    }

    private static FrozenDictionary<string, Part> ReadParts()
    {
        Assembly assembly = typeof(DashboardPages).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[Prefix.Length..] is var file && file == PageFile ? Page : $"{PartsRoute}/{file}",
                name => Part.Read(assembly, name),
                StringComparer.Ordinal
            );
    }

    private sealed record Part(byte[] Bytes, string ContentType, EntityTagHeaderValue Tag)
    {
        public static Part Read(Assembly assembly, string name)
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new Part(bytes, TypeOf(name), new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..16])}\""));
        }

        public bool Matches(EntityTagHeaderValue known) =>
            known == EntityTagHeaderValue.Any || known.Compare(Tag, useStrongComparison: false);

        private static string TypeOf(string name) =>
            Path.GetExtension(name) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => throw new NotSupportedException($"{name} has no content type"),
            };
    }
}
