using C360.Application.Behaviors;
using C360.Application.Telemetry;
using C360.WebApi.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace C360.WebApi.Telemetry;

/// <summary>Who reads instruments and spans: <c>/metrics</c>, and a collector when OTEL_EXPORTER_OTLP_ENDPOINT names one.</summary>
internal static class TelemetrySetup
{
    private const string OfTheRuntime = "System.Runtime";

    /// <summary>The host's own span around a request.</summary>
    private const string OfTheHost = "Microsoft.AspNetCore";

    /// <summary>Adds the readers.</summary>
    /// <param name="services">The container.</param>
    /// <param name="collector">OTEL_EXPORTER_OTLP_ENDPOINT, or null.</param>
    public static void AddTelemetry(this IServiceCollection services, string? collector)
    {
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton(provider => Metrics(provider, collector));
        if (collector is not null)
            services.AddSingleton(_ => Traces(collector));
    }

    /// <summary>Begins to read. What is not read is not counted.</summary>
    /// <param name="services">The container.</param>
    /// <exception cref="SettingException">A variable of OpenTelemetry cannot be read.</exception>
    public static void StartTelemetry(this IServiceProvider services)
    {
        services.GetRequiredService<ServiceGauges>();
        try
        {
            services.GetRequiredService<MeterProvider>();
            services.GetService<TracerProvider>();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            throw new SettingException($"The variables OTEL_… cannot be used: {exception.Message}");
        }
    }

    private static MeterProvider Metrics(IServiceProvider services, string? collector)
    {
        ServiceMetrics ours = services.GetRequiredService<ServiceMetrics>();
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Service())
            .AddMeter(ours.Meter.Name, OfTheRuntime)
            // Meters are known by name only: without this, services in one process, as tests have them, would count for one another.
            .AddView(instrument =>
                instrument.Meter == ours.Meter || instrument.Meter.Name == OfTheRuntime ? null : MetricStreamConfiguration.Drop
            )
            .AddReader(new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>()));
        if (collector is not null)
            builder.ConfigureServices(inner => inner.AddSingleton(Variables(collector))).AddOtlpExporter();
        return builder.Build();
    }

    private static TracerProvider Traces(string collector) =>
        Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Service())
            .AddSource(ServiceTraces.Source.Name, OfTheHost)
            .ConfigureServices(inner => inner.AddSingleton(Variables(collector)))
            .AddOtlpExporter()
            .Build();

    private static ResourceBuilder Service() =>
        ResourceBuilder
            .CreateEmpty()
            .AddTelemetrySdk()
            .AddService("c360", serviceVersion: ServiceOptions.Version)
            .AddEnvironmentVariableDetector();

    /// <summary>The SDK reads the standard's other variables (headers, protocol, intervals) from the environment by itself.</summary>
    private static IConfiguration Variables(string collector) =>
        new ConfigurationBuilder()
            // The SDK's ten seconds are more than a container is given to stop, when the collector is silent.
            .AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_TIMEOUT", "2000")])
            .AddEnvironmentVariables()
            .AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", collector)])
            .Build();
}
