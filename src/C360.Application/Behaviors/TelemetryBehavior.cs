using System.Diagnostics;
using C360.Application.Telemetry;
using MediatR;

namespace C360.Application.Behaviors;

/// <summary>Puts a span around every request, for whoever traces the service; costs nothing when nobody does.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">Its answer.</typeparam>
internal sealed class TelemetryBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    /// <summary>Runs the rest of the road inside the span.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Already given to <paramref name="next"/>.</param>
    /// <param name="next">The rest of the road.</param>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        ServiceTraces.Source.HasListeners() ? Traced(next) : next();

    private static async Task<TResponse> Traced(RequestHandlerDelegate<TResponse> next)
    {
        using Activity? span = ServiceTraces.Source.StartActivity(typeof(TRequest).Name);
        try
        {
            return await next();
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
    }
}
