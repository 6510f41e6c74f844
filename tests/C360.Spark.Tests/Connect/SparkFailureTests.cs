using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;

namespace C360.Spark.Tests.Connect;

internal sealed class SparkFailureTests
{
    private static readonly string[] Versions = ["3.5.7", "4.0.5", "4.3.0"];

    [TestCase("INVALID_HANDLE.SESSION_CHANGED", ExpectedResult = "lost")]
    [TestCase("INVALID_HANDLE.SESSION_CLOSED", ExpectedResult = "lost")]
    [TestCase("INVALID_HANDLE.SESSION_NOT_FOUND", ExpectedResult = "lost unknown")]
    [TestCase("INVALID_HANDLE.OPERATION_NOT_FOUND", ExpectedResult = "unknown")]
    [TestCase("INVALID_HANDLE.OPERATION_ALREADY_EXISTS", ExpectedResult = "exists")]
    [TestCase("INVALID_CURSOR.DISCONNECTED", ExpectedResult = "retryable details")]
    [TestCase("INVALID_CURSOR.POSITION_NOT_FOUND", ExpectedResult = "details")]
    [TestCase("DIVIDE_BY_ZERO", ExpectedResult = "details")]
    [TestCase(null, ExpectedResult = "details")]
    public string What_the_client_decides_by_the_class(string? errorClass)
    {
        SparkFailure failure = new(GrpcStatus.Internal, "") { Class = errorClass, ErrorId = "e" };
        string[] said =
        [
            failure.IsSessionLost ? "lost" : "",
            failure.OperationUnknown ? "unknown" : "",
            failure.OperationExists ? "exists" : "",
            failure.IsRetryable ? "retryable" : "",
            failure.HasDetails ? "details" : "",
        ];
        return string.Join(' ', said.Where(word => word.Length > 0));
    }

    [Test]
    public void A_failure_without_an_id_has_no_details_to_ask_for() =>
        Assert.That(new SparkFailure(GrpcStatus.Internal, "").HasDetails, Is.False);

    // Whoever asks cannot help it that a file is gone or damaged.
    [TestCase("FAILED_READ_FILE.FILE_NOT_EXIST", "KD001", SparkErrorKind.Engine)]
    [TestCase("FAILED_READ_FILE.NO_HINT", null, SparkErrorKind.Engine)]
    [TestCase("CANNOT_READ_FILE_FOOTER", "KD001", SparkErrorKind.Engine)]
    [TestCase("DIVIDE_BY_ZERO", "22012", SparkErrorKind.Statement)]
    [TestCase("DIVIDE_BY_ZERO", null, SparkErrorKind.Statement)]
    public void What_is_no_fault_of_the_statement(string errorClass, string? sqlState, SparkErrorKind kind) =>
        Assert.That(new SparkFailure(GrpcStatus.Internal, "") { Class = errorClass, SqlState = sqlState }.Kind, Is.EqualTo(kind));

    [TestCaseSource(nameof(Versions))]
    public void Reattaching_to_an_interrupted_operation_finds_none(string version)
    {
        SparkFailure failure = Last($"{version}/43-interrupt", "ReattachExecute");

        Assert.That((failure.OperationUnknown, failure.IsSessionLost, failure.Kind), Is.EqualTo((true, false, SparkErrorKind.Protocol)));
    }

    [TestCaseSource(nameof(Versions))]
    public void Reattaching_after_a_restart_finds_no_session(string version)
    {
        SparkFailure failure = Last($"{version}/64-server-killed-restarted", "ReattachExecute");

        Assert.That((failure.OperationUnknown, failure.IsSessionLost, failure.Kind), Is.EqualTo((true, true, SparkErrorKind.SessionLost)));
    }

    [Test]
    public void A_release_that_fails_after_an_interrupt_says_nothing_by_a_class() =>
        Assert.That(
            (Last("4.0.5/43-interrupt", "ReleaseExecute").Class, Last("4.0.5/43-interrupt", "ReleaseExecute").Kind),
            Is.EqualTo(((string?)null, SparkErrorKind.Engine))
        );

    [Test]
    public void Ending_a_session_on_3_5_is_a_call_that_it_does_not_know() =>
        Assert.That(Last("3.5.7/50-session-release", "ReleaseSession").Status, Is.EqualTo(GrpcStatus.Unimplemented));

    private static SparkFailure Last(string name, string rpc)
    {
        Captures.Line line = Captures.Lines(name).Last(line => line.Rpc == rpc && line is { Dir: "status", Status: not 0 });
        return SparkErrors.Read(line.Status, line.Message!, line.Details);
    }
}
