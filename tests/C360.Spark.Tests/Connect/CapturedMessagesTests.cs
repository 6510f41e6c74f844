// Long because every recorded message has its line.
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
using Literal = C360.Infrastructure.Spark.Protocol.Expression.Types.Literal;

namespace C360.Spark.Tests.Connect;

/// <summary>The recorded messages of real servers, and of a client that they understood.</summary>
internal sealed class CapturedMessagesTests
{
    private static readonly string[] Names = [.. Captures.Names];

    /// <summary>Fields that are not in our protocol file are kept too, so this also says that nothing of it is read wrongly.</summary>
    [TestCaseSource(nameof(Names))]
    public void Every_message_is_read_and_written_as_it_was(string name)
    {
        foreach (Captures.Line line in Captures.Lines(name).Where(line => line.Dir is not "status"))
        {
            IMessage message = Parser(line).ParseFrom(line.Bytes);
            byte[] written = message.ToByteArray();
            // An empty value in a map is left out by C# and written by Java.
            if (message is FetchErrorDetailsResponse && written.Length != line.Bytes.Length)
                Assert.That(Parser(line).ParseFrom(written), Is.EqualTo(message), line.ToString());
            else
                Assert.That(written, Is.EqualTo(line.Bytes), line.ToString());
        }
    }

    [Test]
    public void What_we_ask_is_written_as_the_recorded_client_wrote_it()
    {
        Dictionary<string, int> compared = [];
        foreach (Captures.Line line in Names.SelectMany(Captures.Lines).Where(line => line.Dir is "req"))
        {
            IMessage recorded = Parser(line).ParseFrom(line.Bytes);
            if (Ours(recorded) is not { } ours)
                continue;
            Assert.That(ours.ToByteArray(), Is.EqualTo(line.Bytes), line.ToString());
            compared[line.Rpc] = compared.GetValueOrDefault(line.Rpc) + 1;
        }

        // Of the requests in the captures: all releases, reattaches, interrupts and questions for details, and most of the others.
        Assert.That(
            compared.Keys,
            Is.EquivalentTo(
                new[]
                {
                    "AnalyzePlan",
                    "Config",
                    "ExecutePlan",
                    "FetchErrorDetails",
                    "Interrupt",
                    "ReattachExecute",
                    "ReleaseExecute",
                    "ReleaseSession",
                }
            )
        );
        Assert.That(compared["ExecutePlan"], Is.GreaterThan(100));
        Assert.That(compared["ReleaseExecute"], Is.EqualTo(511));
        Assert.That(compared["ReattachExecute"], Is.EqualTo(106));
    }

    /// <summary>The request that we make of what a recorded one means; null when we never mean that.</summary>
    private static IMessage? Ours(IMessage recorded) =>
        recorded switch
        {
            ExecutePlanRequest r when Statement(r.Plan) is { } statement => Execute(r, statement),
            ReattachExecuteRequest r => Like(r).Reattach(r.OperationId, r.HasLastResponseId ? r.LastResponseId : null),
            ReleaseExecuteRequest r => Like(r).Release(r.OperationId, r.ReleaseUntil?.ResponseId),
            InterruptRequest r => Like(r).InterruptOperation(r.OperationId),
            FetchErrorDetailsRequest r => Like(r).ErrorDetails(r.ErrorId),
            ReleaseSessionRequest r => Like(r).ReleaseSession(),
            AnalyzePlanRequest { SparkVersion: not null } r => Like(r).Version(),
            ConfigRequest { Operation.Set: { } set } r => Like(r)
                .SetConfig(set.Pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))),
            ConfigRequest { Operation.GetOption.Keys: [var key] } r => Like(r).GetOption(key),
            _ => null,
        };

    private static ExecutePlanRequest Execute(ExecutePlanRequest recorded, SparkStatement statement)
    {
        bool chunks = recorded.RequestOptions.Count > 1;
        ExecutePlanRequest ours = Like(recorded)
            .Execute(statement, recorded.OperationId, recorded.Plan.Command is not null, recorded.Tags, chunks);
        if (recorded.Plan.Root is { } root)
            ours.Plan.Root.Common.PlanId = root.Common.PlanId;
        return ours;
    }

    /// <summary>The statement of a plan, when it is written in the fields that we use and its parameters are of types that we have.</summary>
    private static SparkStatement? Statement(Plan plan)
    {
        (string? text, IReadOnlyDictionary<string, Literal> args, int positional) = plan switch
        {
            { Root: { Common.HasPlanId: true, Sql: { } sql } } => (sql.Query, sql.Args, sql.PosArgs.Count),
            { Command.SqlCommand: { Input: null } command } => (
                command.Sql,
                (IReadOnlyDictionary<string, Literal>)command.Args,
                command.PosArgs.Count
            ),
            _ => (null, new Dictionary<string, Literal>(), 0),
        };
        return text is null || positional > 0 || args.Values.Any(value => Value(value) is DBNull)
            ? null
            : new SparkStatement(text) { Parameters = args.ToDictionary(pair => pair.Key, pair => Value(pair.Value)) };
    }

    private static object? Value(Literal literal) =>
        literal.LiteralTypeCase switch
        {
            Literal.LiteralTypeOneofCase.Null when literal.Null.Null is not null => null,
            Literal.LiteralTypeOneofCase.Boolean => literal.Boolean,
            Literal.LiteralTypeOneofCase.Integer => literal.Integer,
            Literal.LiteralTypeOneofCase.Long => literal.Long,
            Literal.LiteralTypeOneofCase.Double => literal.Double,
            Literal.LiteralTypeOneofCase.String => literal.String,
            Literal.LiteralTypeOneofCase.Date => new DateOnly(1970, 1, 1).AddDays(literal.Date),
            Literal.LiteralTypeOneofCase.Timestamp => DateTime.UnixEpoch.AddTicks(literal.Timestamp * TimeSpan.TicksPerMicrosecond),
            _ => DBNull.Value,
        };

    /// <summary>Requests of the same session, user and client.</summary>
    private static SparkRequests Like(IMessage recorded)
    {
        object? Field(string name) => recorded.Descriptor.FindFieldByName(name)?.Accessor.GetValue(recorded);
        return new SparkRequests((string)Field("session_id")!, ((UserContext)Field("user_context")!).UserId, (string)Field("client_type")!)
        {
            ObservedServerSession = Field("client_observed_server_side_session_id") is string { Length: > 0 } id ? id : null,
        };
    }

    private static MessageParser Parser(Captures.Line line) =>
        (line.Rpc, line.Dir) switch
        {
            ("ExecutePlan", "req") => ExecutePlanRequest.Parser,
            ("ReattachExecute", "req") => ReattachExecuteRequest.Parser,
            ("ExecutePlan" or "ReattachExecute", "res") => ExecutePlanResponse.Parser,
            ("ReleaseExecute", "req") => ReleaseExecuteRequest.Parser,
            ("ReleaseExecute", "res") => ReleaseExecuteResponse.Parser,
            ("AnalyzePlan", "req") => AnalyzePlanRequest.Parser,
            ("AnalyzePlan", "res") => AnalyzePlanResponse.Parser,
            ("Config", "req") => ConfigRequest.Parser,
            ("Config", "res") => ConfigResponse.Parser,
            ("Interrupt", "req") => InterruptRequest.Parser,
            ("Interrupt", "res") => InterruptResponse.Parser,
            ("ReleaseSession", "req") => ReleaseSessionRequest.Parser,
            ("ReleaseSession", "res") => ReleaseSessionResponse.Parser,
            ("FetchErrorDetails", "req") => FetchErrorDetailsRequest.Parser,
            ("FetchErrorDetails", "res") => FetchErrorDetailsResponse.Parser,
            _ => throw new ArgumentException(line.ToString()),
        };
}
