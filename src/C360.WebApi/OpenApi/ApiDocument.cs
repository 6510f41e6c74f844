using System.Text.Json;
using C360.Application.Ports;
using C360.WebApi.Configuration;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace C360.WebApi.OpenApi;

/// <summary>The OpenAPI document: its text is the code's documentation.</summary>
internal static class ApiDocument
{
    /// <summary>Adds the document's generator and the catalogue of queries, which is told from the same sources.</summary>
    /// <param name="services">The container.</param>
    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<CodeTexts>();
        services.AddSingleton<RequestParameters>();
        services.AddSingleton<IQueryCatalogue, QueryCatalogue>();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(
                "openapi",
                new OpenApiInfo
                {
                    Title = "C360 API",
                    Version = ServiceOptions.Version,
                    Description =
                        "A company's Customer 360 data: named analytic queries over one row per customer, with the age of the data in every answer.",
                }
            );
            options.SupportNonNullableReferenceTypes();
            options.CustomOperationIds(operation =>
                JsonNamingPolicy.SnakeCaseLower.ConvertName(((ControllerActionDescriptor)operation.ActionDescriptor).ActionName)
            );
            options.IncludeXmlComments(CodeDocumentation.Read, includeControllerXmlComments: true);
            options.SchemaFilter<SchemaDocumentation>();
            options.OperationFilter<ParameterDocumentation>();
            options.OperationFilter<ResponseDocumentation>();
            options.OperationFilter<FormatDocumentation>();
            AccessDocumentation.Declare(options);
            options.DocumentFilter<UsedSchemas>();
        });
    }

    /// <summary>Renders the document.</summary>
    /// <param name="services">The container of a service that <see cref="AddApiDocument"/> was called for.</param>
    public static async Task<string> RenderAsync(IServiceProvider services)
    {
        using IServiceScope scope = services.CreateScope();
        OpenApiDocument document = await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync("openapi");
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
    }
}
