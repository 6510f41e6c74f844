using System.Globalization;
using System.Text.Json;
using C360.WebApi.Http;

namespace C360.WebApi.Commands.Smoke;

// Long because each keyword of a schema is a case of its own.

/// <summary>
/// Holds values against the schemas of an OpenAPI document. It knows the keywords that the document of C360 uses; another one is a fault, so that
/// nothing passes because nobody looked. No fault shows a value: it could be a customer's.
/// </summary>
/// <param name="document">The document.</param>
internal sealed class SchemaJudge(JsonElement document)
{
    private const int Deepest = 256;

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    /// <param name="schema">What it should be.</param>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stands, for the fault.</param>
    public string? Fault(JsonElement schema, JsonElement value, string place = "") => Fault(schema, value, place, Deepest);

    /// <summary>What a reference stands for; the element itself when it is none.</summary>
    /// <param name="element">A part of the document.</param>
    public JsonElement Resolved(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("$ref", out JsonElement reference))
            return element;
        JsonElement found = document;
        foreach (string name in reference.GetString()!.Split('/').Skip(1))
            found = found.GetProperty(name);
        return found;
    }

    private string? Fault(JsonElement schema, JsonElement value, string place, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.ValueKind == JsonValueKind.True ? null : $"{place} is not documented";
        if (depth == 0)
            return $"{place}: its schema has no end";
        foreach (JsonProperty keyword in schema.EnumerateObject())
            if (Fault(keyword, schema, value, place, depth - 1) is { } fault)
                return fault;
        return null;
    }

    private string? Fault(JsonProperty keyword, JsonElement schema, JsonElement value, string place, int depth) =>
        keyword.Name switch
        {
            "$ref" => Fault(Resolved(schema), value, place, depth),
            "type" => IsOfType(keyword.Value, value) ? null : $"{place} is {KindOf(value)} instead of {Names(keyword.Value, " or ")}",
            "enum" => keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value))
                ? null
                : $"{place} is none of {Names(keyword.Value, ", ")}",
            "const" => JsonElement.DeepEquals(keyword.Value, value) ? null : $"{place} is not {keyword.Value}",
            "format" => IsWritten(keyword.Value.GetString(), value) ? null : $"{place} is no {keyword.Value} as documented",
            "anyOf" or "oneOf" => OfAny([.. keyword.Value.EnumerateArray()], value, place, depth),
            "allOf" => keyword
                .Value.EnumerateArray()
                .Select(one => Fault(one, value, place, depth))
                .FirstOrDefault(fault => fault is not null),
            "required" => Missing(keyword.Value, value, place),
            "properties" => Properties(keyword.Value, value, place, depth),
            "additionalProperties" => Others(keyword.Value, schema, value, place, depth),
            "items" => Items(keyword.Value, value, place, depth),
            "minimum" => IsNumber(value) && value.GetDouble() < keyword.Value.GetDouble() ? $"{place} is less than {keyword.Value}" : null,
            "maximum" => IsNumber(value) && value.GetDouble() > keyword.Value.GetDouble() ? $"{place} is more than {keyword.Value}" : null,
            "description" or "title" or "default" or "example" or "examples" or "readOnly" or "writeOnly" or "deprecated" => null,
            _ => $"{place}: its schema says {keyword.Name}, which this c360 cannot judge",
        };

    /// <summary>The last alternative speaks for all: the first is usually null.</summary>
    private string? OfAny(JsonElement[] alternatives, JsonElement value, string place, int depth)
    {
        string? fault = null;
        foreach (JsonElement alternative in alternatives)
            if ((fault = Fault(alternative, value, place, depth)) is null)
                return null;
        return fault;
    }

    private static string? Missing(JsonElement names, JsonElement value, string place) =>
        value.ValueKind != JsonValueKind.Object
            ? null
            : names
                .EnumerateArray()
                .Select(name => name.GetString()!)
                .Where(name => !value.TryGetProperty(name, out _))
                .Select(name => $"{Under(place, name)} is missing")
                .FirstOrDefault();

    private string? Properties(JsonElement properties, JsonElement value, string place, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        foreach (JsonProperty property in properties.EnumerateObject())
            if (
                value.TryGetProperty(property.Name, out JsonElement found)
                && Fault(property.Value, found, Under(place, property.Name), depth) is { } fault
            )
                return fault;
        return null;
    }

    private string? Others(JsonElement others, JsonElement schema, JsonElement value, string place, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        bool isDeclared(string name) => schema.TryGetProperty("properties", out JsonElement known) && known.TryGetProperty(name, out _);
        foreach (JsonProperty other in value.EnumerateObject().Where(property => !isDeclared(property.Name)))
            if (Fault(others, other.Value, Under(place, other.Name), depth) is { } fault)
                return fault;
        return null;
    }

    private string? Items(JsonElement items, JsonElement value, string place, int depth)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
            if (Fault(items, item, $"{place}[{index++}]", depth) is { } fault)
                return fault;
        return null;
    }

    private static bool IsOfType(JsonElement type, JsonElement value) =>
        type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => IsOfType(one, value))
            : type.GetString() is { } name && (name == KindOf(value) || (name == "number" && IsNumber(value)));

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static string KindOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            var kind => kind.ToString().ToLowerInvariant(),
        };

    /// <summary>As C360 writes it: a timestamp is UTC in whole seconds. The formats of numbers are kinds of numbers, which JSON does not tell apart.</summary>
    private static bool IsWritten(string? format, JsonElement value) =>
        value.ValueKind != JsonValueKind.String
        || format switch
        {
            "date-time" => IsMoment(value.GetString()!, Json.TimestampFormat),
            "date" => IsMoment(value.GetString()!, "yyyy-MM-dd"),
            _ => true,
        };

    private static bool IsMoment(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Under(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    private static string Names(JsonElement names, string between) =>
        names.ValueKind == JsonValueKind.Array ? string.Join(between, names.EnumerateArray()) : $"{names}";
}
