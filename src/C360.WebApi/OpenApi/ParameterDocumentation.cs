using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using C360.Application.Admin;
using C360.Application.Queries;
using C360.WebApi.Http;
using FluentValidation;
using FluentValidation.Validators;
using MediatR;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>Brings into the document what Swashbuckle does not read: the defaults of a request's properties and the limits of its validator.</summary>
/// <param name="validators">Finds validators.</param>
internal sealed class ParameterDocumentation(IServiceProvider validators) : IOperationFilter
{
    /// <summary>Completes the parameters of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="context">Its action.</param>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        Type? request = context
            .MethodInfo.GetParameters()
            .Select(parameter => parameter.ParameterType)
            .FirstOrDefault(type => typeof(IBaseRequest).IsAssignableFrom(type));
        if (request is null)
            return;
        object defaults = Activator.CreateInstance(request)!;
        IValidatorDescriptor? rules = (
            validators.GetService(typeof(IValidator<>).MakeGenericType(request)) as IValidator
        )?.CreateDescriptor();
        // A request without properties is taken for a parameter itself.
        operation.Parameters =
        [
            .. (operation.Parameters ?? []).Where(parameter =>
                parameter.In == ParameterLocation.Header || PropertyOf(request, parameter) is not null
            ),
        ];
        foreach (OpenApiParameter parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            if (parameter.In == ParameterLocation.Header)
            {
                parameter.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = RefreshDataOnce.LongestKey,
                };
                continue;
            }
            PropertyInfo property = PropertyOf(request, parameter)!;
            var schema = new OpenApiSchema { Type = TypeOf(property.PropertyType), Default = Default(property.GetValue(defaults)) };
            Type plain = Plain(property.PropertyType);
            if (plain.IsEnum)
                schema.Enum = [.. ParameterText.Choices(plain).Select(choice => (JsonNode)choice)];
            if (schema.Type == JsonSchemaType.Array)
                (schema.Items, schema.MaxItems) = (new OpenApiSchema { Type = JsonSchemaType.String }, ParameterText.MostValues);
            foreach ((IPropertyValidator validator, _) in rules?.GetValidatorsForMember(property.Name) ?? [])
                Limit(schema, validator);
            (parameter.Schema, parameter.Required) = (schema, false);
        }
    }

    private static PropertyInfo? PropertyOf(Type request, IOpenApiParameter parameter) =>
        Array.Find(request.GetProperties(), property => SnakeCase.Of(property.Name) == parameter.Name);

    private static JsonSchemaType TypeOf(Type type)
    {
        Type plain = Plain(type);
        return plain == typeof(int) || plain == typeof(long) ? JsonSchemaType.Integer
            : plain == typeof(decimal) ? JsonSchemaType.Number
            : plain == typeof(bool) ? JsonSchemaType.Boolean
            : plain == typeof(IReadOnlyList<string>) ? JsonSchemaType.Array
            : JsonSchemaType.String;
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static JsonNode? Default(object? value) =>
        value is null or IReadOnlyList<string> ? null : JsonSerializer.SerializeToNode(value, Json.Options);

    private static void Limit(OpenApiSchema schema, IPropertyValidator validator)
    {
        if (validator is IBetweenValidator between)
            (schema.Minimum, schema.Maximum) = (Text(between.From), Text(between.To));
        else if (validator is IComparisonValidator { Comparison: Comparison.GreaterThanOrEqual } least)
            schema.Minimum = Text(least.ValueToCompare);
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
