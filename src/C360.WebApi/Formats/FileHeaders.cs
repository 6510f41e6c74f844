using System.Globalization;
using C360.Application.Queries;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;

namespace C360.WebApi.Formats;

/// <summary>What a file cannot say of itself: its name, and what is in the meta of JSON.</summary>
internal static class FileHeaders
{
    /// <summary>The headers of a file besides its name, with what each says: a sample's last.</summary>
    public static readonly (string Name, string Meaning, Func<Meta, string?> Of)[] All =
    [
        ("C360-Data-Version", "The snapshot.", meta => meta.DataVersion),
        (
            "C360-As-Of",
            "The date from which its recency is counted.",
            meta => meta.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        ),
        (
            "C360-Refreshed-At",
            "When it was built.",
            meta => meta.RefreshedAt.UtcDateTime.ToString(Json.TimestampFormat, CultureInfo.InvariantCulture)
        ),
        ("C360-Stale", "true or false, as meta.stale in JSON.", meta => meta.Stale ? "true" : "false"),
        ("C360-Truncated", "Whether the limit cut the list: true or false.", meta => meta.Truncated ? "true" : "false"),
        ("C360-Sample", "Only there on generated sample data: true.", meta => meta.Sample == true ? "true" : null),
    ];

    /// <summary>Sets them.</summary>
    /// <param name="context">What the action answered.</param>
    /// <param name="format">The file's format.</param>
    /// <param name="meta">Where the data comes from; null when it comes from no snapshot.</param>
    /// <param name="version">What tells one file from another of that name.</param>
    public static void Set(ResultExecutingContext context, Format format, Meta? meta, string version)
    {
        IHeaderDictionary headers = context.HttpContext.Response.Headers;
        string name = SnakeCase.Of(((ControllerActionDescriptor)context.ActionDescriptor).ActionName);
        headers.ContentDisposition = $"attachment; filename=\"{name}-{version}.{format.Name}\"";
        if (meta is null)
            return;
        foreach ((string header, _, Func<Meta, string?> of) in All)
            if (of(meta) is { } value)
                headers[header] = value;
    }
}
