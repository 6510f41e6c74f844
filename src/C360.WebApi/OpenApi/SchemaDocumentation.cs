using System.Reflection;
using System.Text.Json.Serialization;
using C360.WebApi.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>
/// Says of the properties of an answer what is true of its JSON: each is there, null or not, but for those that are left out when they are null, and these
/// are never null.
/// </summary>
internal sealed class SchemaDocumentation : ISchemaFilter
{
    /// <summary>Completes the schema of a type.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="context">Its type.</param>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } whole)
            return;
        whole.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (PropertyInfo property in context.Type.GetProperties())
        {
            string name = Json.Names.ConvertName(property.Name);
            if (!properties.TryGetValue(name, out IOpenApiSchema? found))
                continue;
            bool leftOut = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.WhenWritingNull;
            if (!leftOut)
                whole.Required.Add(name);
            if (found is OpenApiSchema text && Json.IsJson(property))
                (text.Type, text.AdditionalProperties) = (JsonSchemaType.Object, TextOrNull);
            if (found is OpenApiSchema inline && (leftOut || IsData(property)))
                inline.Type &= ~JsonSchemaType.Null;
            else if (found is OpenApiSchemaReference reference && Nullable.GetUnderlyingType(property.PropertyType) is not null)
                properties[name] = OrNull(reference);
        }
    }

    /// <summary>What a text of JSON holds, by any name.</summary>
    private static OpenApiSchema TextOrNull => new() { Type = JsonSchemaType.String | JsonSchemaType.Null };

    /// <summary>A type parameter may be null as far as the compiler knows; an envelope's data never is.</summary>
    private static bool IsData(PropertyInfo property) =>
        property.Name == nameof(Envelope<object>.Data) && property.DeclaringType!.IsGenericType;

    private static OpenApiSchema OrNull(OpenApiSchemaReference reference) =>
        new() { Description = reference.Description, AnyOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }] };
}
