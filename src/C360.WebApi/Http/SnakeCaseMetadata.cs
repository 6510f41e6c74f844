using C360.Application.Queries;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace C360.WebApi.Http;

/// <summary>Tells MVC's explorer, and so the OpenAPI document, that the properties of requests are named in snake_case.</summary>
internal sealed class SnakeCaseMetadata : IBindingMetadataProvider
{
    /// <summary>Names a property.</summary>
    /// <param name="context">The property.</param>
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (context.Key.MetadataKind == ModelMetadataKind.Property && typeof(IBaseRequest).IsAssignableFrom(context.Key.ContainerType))
            context.BindingMetadata.BinderModelName = SnakeCase.Of(context.Key.Name!);
    }
}
