using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using C360.Application.Queries;
using C360.WebApi.Formats;
using C360.WebApi.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>Tells of lists in which formats they come, and of answers from a snapshot how to ask whether they have changed.</summary>
internal sealed class FormatDocumentation : IOperationFilter
{
    /// <summary>So many rows show what a file looks like.</summary>
    private const int RowsShown = 2;

    /// <summary>Completes an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="context">Its action.</param>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        Type? answer = context.MethodInfo.ReturnType.GenericTypeArguments.FirstOrDefault();
        bool isAnswer = typeof(Answer).IsAssignableFrom(answer);
        bool isList = ActionFormats.IsList(context.ApiDescription.ActionDescriptor);
        if (!isAnswer && !isList)
            return;
        var ok = (OpenApiResponse)operation.Responses!["200"];
        operation.Parameters ??= [];
        if (isList)
        {
            operation.Parameters.Add(FormatParameter);
            Type row = isAnswer ? answer!.GetGenericArguments()[0] : answer!.GetGenericArguments()[0].GetElementType()!;
            AddFiles(ok, operation.OperationId!, row, isAnswer);
            Varies(ok);
        }
        if (!isAnswer)
            return;
        operation.Parameters.Add(TagParameter);
        var unchanged = new OpenApiResponse { Description = "The client has the answer already: none of its forms has changed." };
        ResponseDocumentation.RateLimits(unchanged);
        operation.Responses["304"] = unchanged;
        foreach (OpenApiResponse response in (OpenApiResponse[])[ok, unchanged])
        {
            Varies(response);
            ResponseDocumentation.Header(
                response,
                HeaderNames.ETag,
                "Names the answer in this form; send it as If-None-Match.",
                JsonSchemaType.String
            );
        }
    }

    private static void Varies(OpenApiResponse response) =>
        ResponseDocumentation.Header(
            response,
            HeaderNames.Vary,
            "What the form depends on: Accept, of an answer from a snapshot Accept-Encoding too, and Origin where CORS_ORIGINS is set.",
            JsonSchemaType.String
        );

    private static OpenApiParameter FormatParameter =>
        new()
        {
            Name = Format.Parameter,
            In = ParameterLocation.Query,
            Description = "The format of the answer, whatever Accept says; not given: as Accept says, else JSON. Errors are always JSON.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Format.OfLists.Select(format => (JsonNode)format.Name)] },
        };

    private static OpenApiParameter TagParameter =>
        new()
        {
            Name = HeaderNames.IfNoneMatch,
            In = ParameterLocation.Header,
            Description = "ETags of answers that the client has: when one of them is the answer, the status is 304 and there is no body.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static void AddFiles(OpenApiResponse response, string operation, Type row, bool isAnswer)
    {
        var example = (JsonArray)ResponseDocumentation.Example(operation, StatusCodes.Status200OK)!["data"]!;
        var rows = new JsonArray([.. example.Take(RowsShown).Select(shown => shown!.DeepClone())]);
        object typed = rows.Deserialize(row.MakeArrayType(), Json.Options)!;
        foreach (Format format in Format.OfLists.Where(format => format.IsFile))
            response.Content![format.MediaType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = Encoding.UTF8.GetString(format.Write(new Envelope<object>(true, "", default, typed, rows.Count))),
            };
        ResponseDocumentation.Header(response, HeaderNames.ContentDisposition, "Of a file: its name.", JsonSchemaType.String);
        if (isAnswer)
            foreach ((string name, string meaning, _) in FileHeaders.All)
                ResponseDocumentation.Header(response, name, $"Of a file: {meaning}", JsonSchemaType.String);
    }
}
