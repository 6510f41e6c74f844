using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using C360.Application.Admin;
using C360.Application.Catalogue;
using C360.WebApi.Http;
using MediatR;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>Brings into the document what Swashbuckle does not read: the defaults of a request's properties and the limits of its validator.</summary>
/// <param name="requests">Knows them.</param>
internal sealed class ParameterDocumentation(RequestParameters requests) : IOperationFilter
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
        Dictionary<string, ParameterDescription> known = requests.Of(request).ToDictionary(parameter => parameter.Name);
        // A request without properties is taken for a parameter itself.
        operation.Parameters =
        [
            .. (operation.Parameters ?? []).Where(parameter =>
                parameter.In == ParameterLocation.Header || known.ContainsKey(parameter.Name!)
            ),
        ];
        foreach (OpenApiParameter parameter in operation.Parameters.OfType<OpenApiParameter>())
            if (parameter.In == ParameterLocation.Header)
                parameter.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = RefreshDataOnce.LongestKey,
                };
            else
                (parameter.Schema, parameter.Required) = (Schema(known[parameter.Name!]), false);
    }

    private static OpenApiSchema Schema(ParameterDescription parameter)
    {
        JsonSchemaType type = parameter.Type switch
        {
            "integer" => JsonSchemaType.Integer,
            "number" => JsonSchemaType.Number,
            "boolean" => JsonSchemaType.Boolean,
            _ => JsonSchemaType.String,
        };
        return parameter.Repeatable
            ? new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = type },
                MaxItems = parameter.MostValues,
            }
            : new OpenApiSchema
            {
                Type = type,
                Default = parameter.Default is null ? null : JsonSerializer.SerializeToNode(parameter.Default, Json.Options),
                Enum = parameter.Choices?.Select(choice => (JsonNode)choice).ToArray(),
                Minimum = Text(parameter.Minimum),
                Maximum = Text(parameter.Maximum),
            };
    }

    private static string? Text(decimal? limit) => limit?.ToString(CultureInfo.InvariantCulture);
}
