using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace C360.WebApi.Http;

/// <summary>Binds every request that an action takes with <see cref="RequestBinder"/>.</summary>
internal sealed class RequestBinderProvider : IModelBinderProvider
{
    /// <summary>The binder, if the model is a request.</summary>
    /// <param name="context">The model.</param>
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        typeof(IBaseRequest).IsAssignableFrom(context.Metadata.ModelType) ? new RequestBinder(context.Metadata.ModelType) : null;
}
