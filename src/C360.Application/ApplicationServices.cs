using System.Reflection;
using C360.Application.Admin;
using C360.Application.Behaviors;
using C360.Application.Catalogue;
using C360.Application.Queries;
using C360.Application.Telemetry;
using FluentValidation;
using FluentValidation.Resources;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace C360.Application;

/// <summary>Brings the use cases and what every request passes through into the container; everything is a stateless singleton.</summary>
public static class ApplicationServices
{
    /// <summary>The named queries: each type with its row.</summary>
    public static IReadOnlyList<(Type Query, Type Row)> Catalogue { get; } =
    [
        .. typeof(ApplicationServices)
            .Assembly.GetTypes()
            .Select(type => (type, Row: RowOf(type)))
            .Where(pair => pair.Row is not null)
            .Select(pair => (pair.type, pair.Row!))
            .OrderBy(pair => pair.type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Adds handlers, validators, behaviors and maps.</summary>
    /// <param name="services">The container.</param>
    /// <param name="autoMapperKey">The setting AUTOMAPPER_LICENSE_KEY, or null.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string? autoMapperKey)
    {
        services.AddSingleton<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddSingleton<IMediator, Mediator>();
        services.AddSingleton<ServiceMetrics>();
        services.AddSingleton<ServiceGauges>();
        services.AddSingleton<DataAge>();
        services.AddSingleton<AnswerCache>();
        foreach ((Type query, Type row) in Catalogue)
            services.AddSingleton(
                typeof(IRequestHandler<,>).MakeGenericType(query, typeof(Answer<>).MakeGenericType(row)),
                typeof(AnalyticQueryHandler<,>).MakeGenericType(query, row)
            );
        services.AddSingleton<IRequestHandler<RefreshDataOnce, RefreshDataOutcome>, RefreshDataHandler>();
        services.AddSingleton<IRequestHandler<ListRefreshes, RefreshReport[]>, ListRefreshesHandler>();
        services.AddSingleton<IRequestHandler<CancelRefresh, RefreshReport>, CancelRefreshHandler>();
        services.AddSingleton<IRequestHandler<FindRefresh, RefreshReport>, FindRefreshHandler>();
        services.AddSingleton<IRequestHandler<ListSnapshots, SnapshotReport[]>, ListSnapshotsHandler>();
        services.AddSingleton<IRequestHandler<ActivateSnapshot, SnapshotReport>, ActivateSnapshotHandler>();
        services.AddSingleton<IRequestHandler<ShowSchedule, ScheduleReport>, ShowScheduleHandler>();
        services.AddSingleton<IRequestHandler<ShowMetrics, Metrics>, ShowMetricsHandler>();
        services.AddSingleton<IRequestHandler<ShowHealth, HealthReport>, ShowHealthHandler>();
        services.AddSingleton<IRequestHandler<ShowDataQuality, DataQualityOutcome>, ShowDataQualityHandler>();
        services.AddSingleton<IRequestHandler<ListQueries, QueryDescription[]>, ListQueriesHandler>();
        services.AddSingleton<IRequestHandler<FindQuery, QueryDescription>, FindQueryHandler>();

        SpeakLikeTheOtherErrors();
        foreach (
            AssemblyScanner.AssemblyScanResult found in AssemblyScanner.FindValidatorsInAssembly(
                Assembly.GetExecutingAssembly(),
                includeInternalTypes: true
            )
        )
            services.AddSingleton(found.InterfaceType, found.ValidatorType);

        // In the order in which a request meets them.
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(FreshnessBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(UnchangedBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(CachingBehavior<,>));

        services.AddAutoMapper(
            configuration =>
            {
                configuration.LicenseKey = autoMapperKey;
                configuration.AddProfile<AdminProfile>();
            },
            Type.EmptyTypes
        );
        return services;
    }

    /// <summary>Whatever the machine's language is. An error stands beside its parameter's name, so that the message needs not repeat it.</summary>
    private static void SpeakLikeTheOtherErrors()
    {
        var words = new LanguageManager { Enabled = false };
        words.AddTranslation("en", "InclusiveBetweenValidator", "Must be from {From} to {To}.");
        words.AddTranslation("en", "GreaterThanOrEqualValidator", "Must be {ComparisonValue} or more.");
        ValidatorOptions.Global.LanguageManager = words;
        ValidatorOptions.Global.DisplayNameResolver = static (_, member, _) => member is null ? null : SnakeCase.Of(member.Name);
    }

    private static Type? RowOf(Type type) =>
        type.IsAbstract
            ? null
            : type.GetInterfaces()
                .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IAnalyticQuery<>))
                .Select(face => face.GetGenericArguments()[0])
                .SingleOrDefault();
}
