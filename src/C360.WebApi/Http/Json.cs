using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using C360.Application.Queries;

namespace C360.WebApi.Http;

/// <summary>How values are written in JSON: snake_case names, dates YYYY-MM-DD, timestamps UTC in whole seconds, numbers with the places they have.</summary>
internal static class Json
{
    /// <summary>A timestamp in answers: UTC, whole seconds.</summary>
    public const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The media type of every JSON body.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>The policy for names.</summary>
    public static JsonNamingPolicy Names { get; } = new SnakeCasePolicy();

    /// <summary>The settings of every JSON body.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets options so.</summary>
    /// <param name="options">The options.</param>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = Names;
        options.DictionaryKeyPolicy = null;
        // The answers are JSON, never put into a page as they are: text stays readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(Names, allowIntegerValues: false));
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new MomentConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WriteJsonAsItIs } };
        return options;
    }

    /// <summary>Whether a property is a text that holds JSON: in an answer it is what it holds, no text with quotes in quotes.</summary>
    /// <param name="property">The property.</param>
    public static bool IsJson(ICustomAttributeProvider? property) =>
        property
            ?.GetCustomAttributes(typeof(StringSyntaxAttribute), inherit: false)
            .OfType<StringSyntaxAttribute>()
            .Any(text => text.Syntax == StringSyntaxAttribute.Json) == true;

    private static void WriteJsonAsItIs(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(property => IsJson(property.AttributeProvider)))
            property.CustomConverter = new RawConverter();
    }

    private sealed class SnakeCasePolicy : JsonNamingPolicy
    {
        public override string ConvertName(string name) => SnakeCase.Of(name);
    }

    private sealed class RawConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var value = JsonDocument.ParseValue(ref reader);
            return value.RootElement.GetRawText();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
    }

    private sealed class TimestampConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(TimestampFormat, System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class MomentConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString(TimestampFormat, System.Globalization.CultureInfo.InvariantCulture));
    }
}
