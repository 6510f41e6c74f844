using C360.WebApi.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>Says of every operation which scope a key needs for it, and how a key is sent.</summary>
internal sealed class AccessDocumentation : IOperationFilter
{
    private const string Header = "api_key";
    private const string Bearer = "bearer";

    /// <summary>Declares the two ways of sending a key.</summary>
    /// <param name="options">The document's generator.</param>
    public static void Declare(SwaggerGenOptions options)
    {
        options.AddSecurityDefinition(
            Header,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = Credential.Header,
                Description = "An API key in a header of its own. In development without keys none is needed.",
            }
        );
        options.AddSecurityDefinition(
            Bearer,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The same key in the header Authorization, after Bearer.",
            }
        );
        options.OperationFilter<AccessDocumentation>();
    }

    /// <summary>Completes an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="context">Its action.</param>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AccessAttribute>().SingleOrDefault() is not { } access)
            return;
        string scope = AccessAttribute.NameOf(access.Scope);
        operation.Security =
        [
            .. new[] { Header, Bearer }.Select(scheme => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [scope],
            }),
        ];
        string needed = $"Needs a key with the scope `{scope}`.";
        operation.Description = string.IsNullOrEmpty(operation.Description) ? needed : $"{operation.Description}\n\n{needed}";
    }
}
