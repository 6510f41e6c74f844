using System.Net;
using System.Threading.RateLimiting;
using C360.WebApi.Configuration;
using C360.WebApi.OpenApi;
using Microsoft.AspNetCore.RateLimiting;

namespace C360.WebApi.Http;

/// <summary>A sliding minute per client address; health probes and documentation pages are exempt.</summary>
internal static class RateLimit
{
    private const int SegmentsPerMinute = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Sets the limit up.</summary>
    /// <param name="limiter">The host's limiter.</param>
    /// <param name="options">How many requests a minute.</param>
    public static void Configure(RateLimiterOptions limiter, ServiceOptions options)
    {
        limiter.OnRejected = RefuseAsync;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            options.RateLimitPerMinute == 0 || IsExempt(context.Request)
                ? RateLimitPartition.GetNoLimiter(IPAddress.None)
                : RateLimitPartition.GetSlidingWindowLimiter(
                    context.Connection.RemoteIpAddress ?? IPAddress.Loopback,
                    _ => new SlidingWindowRateLimiterOptions
                    {
                        PermitLimit = options.RateLimitPerMinute,
                        Window = Window,
                        SegmentsPerWindow = SegmentsPerMinute,
                    }
                )
        );
    }

    private static bool IsExempt(HttpRequest request) => Probes.Sent(request) || Pages.RouteOf(request) is not null;

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        // The lease tells the length of a segment, but a request comes back to the budget only a whole window after it was made.
        Error error = Error.Of(StatusCodes.Status429TooManyRequests) with
        {
            RetryAfterSeconds = (int)Window.TotalSeconds,
        };
        await context.HttpContext.RequestServices.GetRequiredService<ErrorWriter>().WriteAsync(context.HttpContext, error);
    }
}
