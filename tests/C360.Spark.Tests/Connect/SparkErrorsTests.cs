// Long because a server can say what went wrong in many ways.
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using C360.Infrastructure.Spark.Protocol.Rpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;
using Status = C360.Infrastructure.Spark.Protocol.Rpc.Status;

namespace C360.Spark.Tests.Connect;

internal sealed class SparkErrorsTests
{
    private const string Aborted = "Job aborted due to stage failure: Task 1 failed 1 times (driver): ";

    [TestCase(GrpcStatus.Unavailable, ExpectedResult = SparkErrorKind.Unreachable)]
    [TestCase(GrpcStatus.DeadlineExceeded, ExpectedResult = SparkErrorKind.Unreachable)]
    [TestCase(GrpcStatus.Unauthenticated, ExpectedResult = SparkErrorKind.Refused)]
    [TestCase(GrpcStatus.PermissionDenied, ExpectedResult = SparkErrorKind.Refused)]
    [TestCase(GrpcStatus.Unimplemented, ExpectedResult = SparkErrorKind.Protocol)]
    [TestCase(GrpcStatus.ResourceExhausted, ExpectedResult = SparkErrorKind.Engine)]
    [TestCase(GrpcStatus.Internal, ExpectedResult = SparkErrorKind.Engine)]
    [TestCase(99, ExpectedResult = SparkErrorKind.Engine)]
    public SparkErrorKind Without_a_class_the_status_tells_the_kind(int status) => SparkErrors.Of(status, "[DIVIDE_BY_ZERO]", null).Kind;

    [TestCase("INVALID_HANDLE.SESSION_CHANGED", "08003", ExpectedResult = SparkErrorKind.SessionLost)]
    [TestCase("INVALID_HANDLE.OPERATION_NOT_FOUND", "HY000", ExpectedResult = SparkErrorKind.Protocol)]
    [TestCase("INVALID_CURSOR.POSITION_NOT_FOUND", "HY109", ExpectedResult = SparkErrorKind.Protocol)]
    [TestCase("INTERNAL_ERROR", "XX000", ExpectedResult = SparkErrorKind.Engine)]
    [TestCase("OPERATION_CANCELED", "HY008", ExpectedResult = SparkErrorKind.Engine)]
    [TestCase("UNABLE_TO_ACQUIRE_MEMORY", "53200", ExpectedResult = SparkErrorKind.Engine)]
    [TestCase("INSUFFICIENT_PERMISSIONS", "42501", ExpectedResult = SparkErrorKind.Refused)]
    [TestCase("A_CLASS_OF_TOMORROW", "", ExpectedResult = SparkErrorKind.Statement)]
    [TestCase("", "22012", ExpectedResult = SparkErrorKind.Engine)]
    public SparkErrorKind The_class_and_the_SQLSTATE_tell_the_kind(string errorClass, string sqlState) =>
        SparkErrors
            .Of(GrpcStatus.Internal, "m", Details(Info("java.lang.Exception", ("errorClass", errorClass), ("sqlState", sqlState))))
            .Kind;

    [TestCase("[DIVIDE_BY_ZERO] x", ExpectedResult = "DIVIDE_BY_ZERO")]
    [TestCase("\n[PARSE_SYNTAX_ERROR] x", ExpectedResult = "PARSE_SYNTAX_ERROR")]
    [TestCase(Aborted + "org.apache.spark.SparkDateTimeException: [CAST_INVALID_INPUT] x", ExpectedResult = "CAST_INVALID_INPUT")]
    [TestCase("[INVALID_CURSOR.DISCONNECTED] x", ExpectedResult = "INVALID_CURSOR.DISCONNECTED")]
    [TestCase(
        Aborted
            + "org.apache.spark.SparkException: [TASK_WRITE_FAILED] x\n\tat y\nCaused by: org.apache.spark.SparkArithmeticException: [DIVIDE_BY_ZERO] z",
        ExpectedResult = "DIVIDE_BY_ZERO"
    )]
    [TestCase("[FOO] x", ExpectedResult = null, TestName = "An unknown class in the text is none")]
    [TestCase(
        Aborted + "java.lang.RuntimeException: [DIVIDE_BY_ZERO] x",
        ExpectedResult = null,
        TestName = "A RAISE_ERROR in a task is no class"
    )]
    [TestCase("x [DIVIDE_BY_ZERO] y", ExpectedResult = null, TestName = "A class in the middle of a text is none")]
    public string? On_3_5_the_class_is_in_the_text(string message) =>
        SparkErrors.Read(GrpcStatus.Internal, message, Details(Info("org.apache.spark.SparkException"))).Class;

    [Test]
    public void A_RAISE_ERROR_that_begins_like_a_class_is_none() =>
        Assert.That(
            SparkErrors.Read(GrpcStatus.Internal, "[DIVIDE_BY_ZERO] x", Details(Info("java.lang.RuntimeException"))).Class,
            Is.Null
        );

    [Test]
    public void The_class_that_the_server_gave_wins_over_the_text() =>
        Assert.That(
            SparkErrors
                .Read(GrpcStatus.Internal, "[DIVIDE_BY_ZERO] x", Details(Info("org.apache.spark.SparkException", ("errorClass", "OTHER"))))
                .Class,
            Is.EqualTo("OTHER")
        );

    [Test]
    public void An_analysis_error_without_a_class_is_the_statements() =>
        Assert.That(
            SparkErrors
                .Of(GrpcStatus.Internal, "?", Details(Info("x", ("classes", "[\"x\",\"org.apache.spark.sql.AnalysisException\"]"))))
                .Kind,
            Is.EqualTo(SparkErrorKind.Statement)
        );

    [TestCase(2, 500_000_000, 2.5)]
    [TestCase(-5, 0, 0)]
    [TestCase(long.MaxValue, int.MaxValue, 600)]
    public void A_server_may_ask_to_wait_for_up_to_ten_minutes(long seconds, int nanos, double expected)
    {
        RetryInfo info = new()
        {
            RetryDelay = new Duration { Seconds = seconds, Nanos = nanos },
        };

        SparkFailure failure = SparkErrors.Read(GrpcStatus.ResourceExhausted, "later", Details(Packed("google.rpc.RetryInfo", info)));

        Assert.That((failure.IsRetryable, failure.RetryDelay), Is.EqualTo((true, TimeSpan.FromSeconds(expected))));
    }

    [Test]
    public void The_message_in_the_details_stands_in_for_a_missing_one() =>
        Assert.That(SparkErrors.Read(2, "", new Status { Message = "inside" }.ToByteArray()).Message, Is.EqualTo("inside"));

    [Property(MaxTest = 2000)]
    public bool Hostile_details_are_no_details(int seed)
    {
        Random random = new(seed);
        byte[] details = Details(
            Info("org.apache.spark.X", ("errorClass", "A"), ("classes", "[1,null,{}]")),
            Packed("google.rpc.RetryInfo", new RetryInfo())
        );
        for (int i = random.Next(1, 6); i > 0; i--)
            details[random.Next(details.Length)] = (byte)random.Next(256);

        SparkFailure failure = SparkErrors.Read(
            GrpcStatus.Internal,
            "said",
            random.Next(2) == 0 ? details : details[..random.Next(details.Length)]
        );

        return failure is { Status: GrpcStatus.Internal, Message: "said" } && failure.ToException().Message == "said";
    }

    [Test]
    public void Fetched_details_fill_in_what_is_missing_and_circles_end()
    {
        FetchErrorDetailsResponse details = new()
        {
            RootErrorIdx = 0,
            Errors =
            {
                new FetchErrorDetailsResponse.Types.Error
                {
                    Message = "outer, longer",
                    ErrorTypeHierarchy = { "a.B" },
                    CauseIdx = 1,
                },
                new FetchErrorDetailsResponse.Types.Error
                {
                    Message = "inner",
                    CauseIdx = 0,
                    SparkThrowable = new FetchErrorDetailsResponse.Types.SparkThrowable
                    {
                        ErrorClass = "DIVIDE_BY_ZERO",
                        SqlState = "22012",
                    },
                },
            },
        };
        SparkFailure failure = new(GrpcStatus.Internal, "outer");

        SparkFailure enriched = SparkErrors.Enriched(failure, details);
        SparkFailure other = SparkErrors.Enriched(failure with { Class = "OTHER" }, details);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((enriched.Message, enriched.Class, enriched.SqlState), Is.EqualTo(("outer, longer", "DIVIDE_BY_ZERO", "22012")));
            Assert.That(enriched.Exceptions, Is.EqualTo(new[] { "a.B" }));
            Assert.That((other.Class, other.SqlState), Is.EqualTo(("OTHER", (string?)null)));
        }
    }

    [TestCase(-1)]
    [TestCase(7)]
    public void Fetched_details_that_point_nowhere_change_nothing(int index)
    {
        SparkFailure failure = new(GrpcStatus.Internal, "said") { Class = "A" };

        Assert.That(SparkErrors.Enriched(failure, new FetchErrorDetailsResponse { RootErrorIdx = index }), Is.SameAs(failure));
    }

    private static ErrorInfo Spark(string reason) => new() { Reason = reason, Domain = "org.apache.spark" };

    private static Any Info(string reason, params (string Key, string Value)[] metadata)
    {
        ErrorInfo info = Spark(reason);
        foreach ((string key, string value) in metadata)
            info.Metadata.Add(key, value);
        return Packed("google.rpc.ErrorInfo", info);
    }

    private static Any Packed(string type, IMessage message) =>
        new() { TypeUrl = $"type.googleapis.com/{type}", Value = message.ToByteString() };

    private static byte[] Details(params Any[] details) =>
        new Status
        {
            Code = 13,
            Message = "said",
            Details = { details },
        }.ToByteArray();
}
