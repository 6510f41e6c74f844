using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using Google.Protobuf;

namespace C360.Spark.Tests.Connect;

/// <summary>Requests byte for byte, as the field tables of the protocol have them; computed by hand and checked with protoc.</summary>
internal sealed class SparkRequestsTests
{
    private const string Session = "00112233-4455-6677-8899-aabbccddeeff";
    private const string Operation = "ffeeddcc-bbaa-9988-7766-554433221100";
    private const string Head = "0a2430303131323233332d343435352d363637372d383839392d61616262636364646565666612060a0463333630";
    private const string Id = "2466666565646463632d626261612d393938382d373736362d353534343333323231313030";

    private readonly SparkRequests requests = new(Session, "c360", null);

    [Test]
    public void A_query() =>
        Assert.That(
            Hex(new SparkRequests(Session, "c360", "c360-csharp").Execute(new SparkStatement("SELECT 1"), Operation, false, [], false)),
            Is.EqualTo(Head + "1a120a100a021000520a0a0853454c4543542031220b633336302d6373686172702a040a02080132" + Id)
        );

    [Test]
    public void A_query_with_a_parameter_has_the_next_plan_id()
    {
        SparkStatement statement = new("SELECT * FROM t LIMIT :n") { Parameters = new Dictionary<string, object?> { ["n"] = 5 } };
        requests.Execute(statement, Operation, false, [], false);

        Assert.That(
            Hex(requests.Execute(statement, Operation, false, [], false).Plan),
            Is.EqualTo("0a290a02100152230a1853454c454354202a2046524f4d2074204c494d4954203a6e12070a016e12023005")
        );
    }

    [Test]
    public void A_command_has_its_text_in_the_fields_of_3_5()
    {
        SparkStatement statement = new("SET a") { Parameters = new Dictionary<string, object?> { ["n"] = 5 } };

        // Plan.command(2) { sql_command(5) { sql(1) = "SET a", args(2) { key(1) = "n", value(2) { integer(6) = 5 } } } }
        Assert.That(
            Hex(requests.Execute(statement, Operation, true, [], false).Plan),
            Is.EqualTo("1212" + "2a10" + "0a05" + "5345542061" + "1207" + "0a016e" + "1202" + "3005")
        );
    }

    [Test]
    public void Tags_chunks_and_the_observed_session_are_sent_when_there_are_any()
    {
        requests.ObservedServerSession = "s1";

        // options(5) twice: reattach_options(1) { 1 }, result_chunking_options(2) { 1 }; operation(6); tags(7) "a", "b"; observed(8) "s1"
        Assert.That(
            Hex(requests.Execute(new SparkStatement("X"), Operation, false, ["a", "b"], true)),
            Does.EndWith("2a040a020801" + "2a0412020801" + "32" + Id + "3a0161" + "3a0162" + "42027331")
        );
    }

    [Test]
    public void Reattaching_releasing_interrupting_and_the_version()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Hex(requests.Reattach(Operation, "r1")), Is.EqualTo(Head + "1a" + Id + "2a027231"));
            Assert.That(Hex(requests.Reattach(Operation, null)), Is.EqualTo(Head + "1a" + Id));
            Assert.That(Hex(requests.Release(Operation, "r1")), Is.EqualTo(Head + "1a" + Id + "32040a027231"));
            Assert.That(Hex(requests.Release(Operation, null)), Is.EqualTo(Head + "1a" + Id + "2a00"));
            Assert.That(Hex(requests.InterruptOperation(Operation)), Is.EqualTo(Head + "200332" + Id));
            Assert.That(Hex(requests.InterruptAll()), Is.EqualTo(Head + "2001"));
            Assert.That(Hex(requests.Version()), Is.EqualTo(Head + "5200"));
            Assert.That(Hex(requests.ReleaseSession()), Is.EqualTo(Head));
            Assert.That(Hex(requests.ErrorDetails("e1")), Is.EqualTo(Head + "1a026531"));
        }
    }

    [Test]
    public void Settings_are_set_in_one_request_and_asked_for_by_name()
    {
        using (Assert.EnterMultipleScope())
        {
            // operation(3) { set(1) { pairs(1) { key(1) = "a", value(2) = "1" }, pairs(1) { "b", "" } } }
            Assert.That(
                Hex(requests.SetConfig([new("a", "1"), new("b", "")])),
                Is.EqualTo(Head + "1a11" + "0a0f" + "0a06" + "0a0161" + "120131" + "0a05" + "0a0162" + "1200")
            );
            // operation(3) { get_option(4) { keys(1) = "a" } }
            Assert.That(Hex(requests.GetOption("a")), Is.EqualTo(Head + "1a05" + "2203" + "0a0161"));
        }
    }

    private static string Hex(IMessage message) => Convert.ToHexStringLower(message.ToByteArray());
}
