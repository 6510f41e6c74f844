namespace C360.WebApi.Http;

/// <summary>Whether a request may pass, and how its sender stands.</summary>
/// <param name="Requests">His requests; null when they are not limited.</param>
/// <param name="Failures">His failed credentials; null when this request has none.</param>
/// <param name="RetryAfterSeconds">After how many seconds a request like this one would pass; null when this one passes.</param>
internal readonly record struct Allowance(Budget? Requests, Budget? Failures, int? RetryAfterSeconds);
