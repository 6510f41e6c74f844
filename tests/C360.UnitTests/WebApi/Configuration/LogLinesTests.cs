using System.Globalization;
using System.Text.Json.Nodes;
using C360.WebApi.Configuration;
using FsCheck;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.WebApi.Configuration;

internal sealed class LogLinesTests
{
    [Test]
    public void A_line_is_one_flat_object_with_time_level_message_and_fields()
    {
        JsonNode line = Line(log => log.Warning("Took {DurationMs} ms on {Route}", 12.5, "/health"));
        Assert.Multiple(() =>
        {
            Assert.That((string?)line["timestamp"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
            Assert.That((string?)line["level"], Is.EqualTo("WARNING"));
            Assert.That((string?)line["message"], Is.EqualTo("Took 12.5 ms on /health"));
            Assert.That((double?)line["duration_ms"], Is.EqualTo(12.5));
            Assert.That((string?)line["route"], Is.EqualTo("/health"));
        });
    }

    [Test]
    public void A_failure_carries_type_message_and_stack_trace()
    {
        string exception = (string)Line(log => log.Error(Thrown(), "Failed"))["exception"]!;
        Assert.That(exception, Does.StartWith("System.InvalidOperationException: no luck").And.Contain(nameof(Thrown)));
    }

    [TestCase("ada@example.com asked", "[e-mail] asked")]
    [TestCase("id=ada.lovelace+x@mail.example.co.uk;", "id=[e-mail];")]
    [TestCase("/customers/ada%40example.com", "/customers/[e-mail]")]
    [TestCase("key c360_c33GAXPWKBM_BXIoajT0ROuha1Oow1Uzzb0bDF-C8fc.", "key [key].")]
    [TestCase("ends of c360_data_path stay", "ends of c360_data_path stay")]
    [TestCase("a \"quoted@example.com\" one", "a \"[e-mail]\" one")]
    [TestCase("50% of a @ b", "50% of a @ b")]
    public void No_address_gets_into_the_log(string said, string written) =>
        Assert.That((string?)Line(log => log.Information("{Said}", said))["said"], Is.EqualTo(written));

    [Test]
    public void No_address_gets_into_the_text_log() =>
        Assert.That(
            Written(
                new MaskedLines(new Serilog.Formatting.Display.MessageTemplateTextFormatter("{Message:l}")),
                log => log.Information("to a@b.c")
            ),
            Is.EqualTo("to [e-mail]")
        );

    /// <summary>No value can break out of its line or its quotes.</summary>
    [Property]
    public bool Whatever_is_logged_a_line_stays_one_object(NonNull<string> said)
    {
        string text = Written(new MaskedLines(new JsonLines()), log => log.Information("{Said}", said.Get));
        return text.IndexOf('\n', StringComparison.Ordinal) == text.Length - 1 && JsonNode.Parse(text) is JsonObject;
    }

    private static JsonNode Line(Action<Logger> write) => JsonNode.Parse(Written(new MaskedLines(new JsonLines()), write))!;

    private static string Written(ITextFormatter formatter, Action<Logger> write)
    {
        var sink = new Sink(formatter);
        using (Logger logger = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger())
            write(logger);
        return sink.Text;
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("no luck");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private sealed class Sink(ITextFormatter formatter) : ILogEventSink
    {
        private readonly StringWriter _text = new(CultureInfo.InvariantCulture);

        public string Text => _text.ToString();

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, _text);
    }
}
