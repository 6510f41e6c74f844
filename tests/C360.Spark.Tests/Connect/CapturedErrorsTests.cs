using System.Text.Json;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;

namespace C360.Spark.Tests.Connect;

/// <summary>The statuses with which real servers ended calls.</summary>
internal sealed class CapturedErrorsTests
{
    private static readonly string[] Failed =
    [
        .. Captures.Names.Where(name => Captures.Expected(name).TryGetProperty("error", out _) && Failures(name).Any()),
    ];

    /// <summary>The statement's last status is the one that its recorded error tells of.</summary>
    [TestCaseSource(nameof(Failed))]
    public void A_recorded_error_is_what_the_server_said(string name)
    {
        JsonElement expected = Captures.Expected(name).GetProperty("error");
        Captures.Line line = Failures(name).Last(line => line.Status == Number(expected.GetProperty("status").GetString()!));

        SparkFailure failure = SparkErrors.Read(line.Status, line.Message!, line.Details);
        SparkException exception = SparkErrors.Of(line.Status, line.Message!, line.Details);

        string? errorClass = expected.GetProperty("errorClass").GetString();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception.ErrorClass, Is.EqualTo(errorClass));
            Assert.That(exception.SqlState, Is.EqualTo(expected.GetProperty("sqlState").GetString()));
            Assert.That(exception.Message, Is.EqualTo(line.Message));
            Assert.That(failure.ErrorId, Is.EqualTo(expected.GetProperty("errorId").GetString()));
            Assert.That(failure.Exceptions is [var reason, ..] ? reason : null, Is.EqualTo(expected.GetProperty("reason").GetString()));
            Assert.That(exception.Kind, Is.EqualTo(Kind(line.Status, errorClass)));
            Assert.That(failure.IsRetryable, Is.EqualTo(line.Status == GrpcStatus.Unavailable));
        }
    }

    [Test]
    public void Errors_of_all_three_versions_were_recorded() =>
        // 06, 20-28, 63, 64 on 3.5; 20-29, 51, 63-65 on both others; 69 on 4.0 and 68 on 4.3 besides: 12 + 15 + 15.
        Assert.That(Failed, Has.Length.EqualTo(42));

    private static IEnumerable<Captures.Line> Failures(string name) =>
        Captures
            .Lines(name)
            .Where(line => line is { Dir: "status", Status: not 0, Rpc: "ExecutePlan" or "ReattachExecute" or "AnalyzePlan" });

    private static int Number(string status) =>
        status switch
        {
            "Internal" => GrpcStatus.Internal,
            "Unavailable" => GrpcStatus.Unavailable,
            "Unauthenticated" => GrpcStatus.Unauthenticated,
            _ => throw new ArgumentException(status),
        };

    private static SparkErrorKind Kind(int status, string? errorClass) =>
        status == GrpcStatus.Unavailable ? SparkErrorKind.Unreachable
        : status == GrpcStatus.Unauthenticated ? SparkErrorKind.Refused
        : errorClass is null ? SparkErrorKind.Engine
        : errorClass.StartsWith("INVALID_HANDLE.SESSION_", StringComparison.Ordinal) ? SparkErrorKind.SessionLost
        : SparkErrorKind.Statement;
}
