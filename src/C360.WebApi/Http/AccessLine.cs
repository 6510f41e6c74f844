using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using C360.WebApi.Configuration;

namespace C360.WebApi.Http;

/// <summary>A line of the access log: one JSON object, without keys and e-mail addresses.</summary>
internal static class AccessLine
{
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Ids as people write them, so that they can be looked for.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="persons">Whom it shows.</param>
    /// <param name="now">When it is given.</param>
    public static ReadOnlySpan<byte> Of(HttpContext context, int status, Persons persons, DateTimeOffset now)
    {
        var line = new ArrayBufferWriter<byte>(512 + persons.Ids.Length);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", now.UtcDateTime.ToString(Milliseconds, CultureInfo.InvariantCulture));
            json.WriteString("log", "access");
            json.WriteString("key_id", Caller.Of(context)?.Key?.Id);
            json.WriteString("address", context.Connection.RemoteIpAddress?.ToString());
            json.WriteString("method", RequestRoad.MethodOf(context));
            json.WriteString("route", RequestLog.Route(context));
            json.WriteStartObject("parameters");
            foreach ((string name, string value) in RequestLog.Parameters(context, status) ?? [])
                json.WriteString(name, MaskedLines.Mask(value));
            json.WriteEndObject();
            json.WriteNumber("status", status);
            json.WriteString("data_version", persons.DataVersion);
            json.WriteNumber("rows", persons.Rows);
            json.WritePropertyName("customers");
            json.WriteRawValue(persons.Ids, skipInputValidation: true);
            json.WriteString("trace_id", ErrorWriter.TraceId(context));
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        return line.WrittenSpan;
    }
}
