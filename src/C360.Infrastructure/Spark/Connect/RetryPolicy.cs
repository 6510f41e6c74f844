using C360.Infrastructure.Spark.Connect.Grpc;
using Polly;
using Polly.Retry;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// How often and when a call is made again. Few times: above this there is a caller who waits for an answer, a deadline, and a circuit breaker. But what
/// a command has done for an hour is not given up for a pause of the network: servers keep it for five minutes.
/// </summary>
internal static class RetryPolicy
{
    /// <summary>How often a call is made in all, and how many failures of a stream may follow each other.</summary>
    public const int MaxTries = 3;

    /// <summary>How many failures of a command's stream may follow each other, once it was sent: over a minute of them.</summary>
    public const int MaxTriesOfCommand = 12;

    /// <summary>However long a server asks to wait.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private const double Multiplier = 4;
    private const double Jitter = 0.5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>The pause after a failure.</summary>
    /// <param name="failures">How many there were, from 1.</param>
    /// <param name="asked">What the server asks for.</param>
    public static TimeSpan Delay(int failures, TimeSpan? asked)
    {
        // Half of it by chance: who failed together shall not come back together.
        TimeSpan own = FirstDelay * Math.Pow(Multiplier, failures - 1) * (1 - Jitter + (Jitter * Random.Shared.NextDouble()));
        TimeSpan delay = asked > own ? asked.Value : own;
        return delay < LongestDelay ? delay : LongestDelay;
    }

    /// <summary>The policy for calls with one answer.</summary>
    /// <param name="time">The clock of the pauses.</param>
    public static ResiliencePipeline Pipeline(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = MaxTries - 1,
                    ShouldHandle = new PredicateBuilder().Handle<GrpcException>(failed => failed.Failure.IsRetryable),
                    DelayGenerator = retry =>
                        ValueTask.FromResult<TimeSpan?>(
                            Delay(retry.AttemptNumber + 1, (retry.Outcome.Exception as GrpcException)?.Failure.RetryDelay)
                        ),
                }
            )
            .Build();
}
