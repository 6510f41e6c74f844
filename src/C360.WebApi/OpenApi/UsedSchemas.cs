using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>Leaves out schemas that nothing refers to: those of requests, whose properties are parameters.</summary>
internal sealed class UsedSchemas : IDocumentFilter
{
    /// <summary>Removes them.</summary>
    /// <param name="swaggerDoc">The document.</param>
    /// <param name="context">Not used.</param>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        if (swaggerDoc.Components?.Schemas is not { } schemas)
            return;
        string[] unused;
        do
        {
            using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
            swaggerDoc.SerializeAsV31(new OpenApiJsonWriter(text));
            string document = text.ToString();
            unused = [.. schemas.Keys.Where(name => !document.Contains($"\"#/components/schemas/{name}\"", StringComparison.Ordinal))];
            foreach (string name in unused)
                schemas.Remove(name);
        } while (unused.Length > 0);
    }
}
