using System.ComponentModel.DataAnnotations;
using System.Net;

namespace C360.WebApi.Configuration;

/// <summary>How the service meets its users.</summary>
public sealed class ServiceOptions
{
    /// <summary>Default of <see cref="ApiPort"/>.</summary>
    public const int DefaultApiPort = 8000;

    /// <summary>Default of <see cref="RateLimitPerMinute"/>.</summary>
    public const int DefaultRateLimitPerMinute = 100;

    private const string Development = "development";

    private const string OriginsPattern = @"\*|\s*https?://[^\s/,*]+\s*(,\s*https?://[^\s/,*]+\s*)*";

    /// <summary>The service's version.</summary>
    internal static string Version { get; } = typeof(ServiceOptions).Assembly.GetName().Version!.ToString(3);

    /// <summary>Where the service runs: development, staging or production; the last two refuse settings that are not safe there.</summary>
    [AllowedValues(Development, "staging", "production")]
    public string Environment { get; init; } = Development;

    /// <summary>True is LOG_LEVEL=DEBUG; it never changes an answer.</summary>
    public bool Debug { get; init; }

    /// <summary>The address to listen on: an IP address or localhost; 0.0.0.0 is all of IPv4.</summary>
    [IpAddress]
    public string ApiHost { get; init; } = "0.0.0.0";

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int ApiPort { get; init; } = DefaultApiPort;

    /// <summary>Requests in a sliding minute per key, or per client address without one; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int RateLimitPerMinute { get; init; } = DefaultRateLimitPerMinute;

    /// <summary>Addresses or networks of the proxies in front, separated by commas, whose X-Forwarded-For is believed. Default: none.</summary>
    [Networks]
    public string? TrustedProxies { get; init; }

    /// <summary>Web origins whose pages may call the service, separated by commas; * is all of them. Default: * in development, none elsewhere.</summary>
    [RegularExpression(OriginsPattern, ErrorMessage = "*, or addresses such as https://dash.example.com, separated by commas")]
    public string? CorsOrigins { get; init; }

    /// <summary>The least important messages to log: DEBUG, INFO, WARNING, ERROR or CRITICAL.</summary>
    [AllowedValues("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")]
    public string LogLevel { get; init; } = "INFO";

    /// <summary>The form of the log: json, one object a line, or text, for people.</summary>
    [AllowedValues("json", "text")]
    public string LogFormat { get; init; } = "json";

    /// <summary>Where the access log goes, who saw which customer: stdout, or a file of its own.</summary>
    public string AccessLog { get; init; } = StandardOutput.Name;

    /// <summary>Where an OpenTelemetry collector listens, as in http://collector:4317: metrics and traces are sent there. Default: nowhere.</summary>
    [HttpAddress]
    public string? OtelExporterOtlpEndpoint { get; init; }

    /// <summary>The licence key of AutoMapper, which companies above its size limits need.</summary>
    public string? AutomapperLicenseKey { get; init; }

    /// <summary>Whether strangers cannot reach it anyway.</summary>
    internal bool IsDevelopment => Environment == Development;

    /// <summary>The proxies as a list.</summary>
    internal IPNetwork[] Proxies => NetworksAttribute.Read(TrustedProxies);

    /// <summary>The origins as a list.</summary>
    internal string[] Origins =>
        (CorsOrigins ?? (IsDevelopment ? "*" : "")).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
