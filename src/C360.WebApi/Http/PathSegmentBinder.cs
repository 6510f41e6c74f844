using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace C360.WebApi.Http;

/// <summary>
/// Reads the segment of the path that stands where the route has its place, from the request's raw target, and decodes it once. In route values
/// ASP.NET has left <c>%2F</c> as it is, so that <c>a%2Fb</c> and <c>a%252Fb</c> look the same there. What the server took out of the path before
/// routing, <c>.</c> and <c>..</c>, is left out here too.
/// </summary>
internal sealed class PathSegmentBinder : IModelBinder
{
    /// <summary>Reads the segment.</summary>
    /// <param name="bindingContext">The request.</param>
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        string target = bindingContext.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var segments = new Stack<string>();
        foreach (string encoded in target.Split('?', 2)[0].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string segment = Uri.UnescapeDataString(encoded);
            if (segment == "..")
                segments.TryPop(out _);
            else if (segment != ".")
                segments.Push(segment);
        }
        string[] route = bindingContext.ActionContext.ActionDescriptor?.AttributeRouteInfo?.Template?.Split('/') ?? [];
        bindingContext.Result = ModelBindingResult.Success(segments.ElementAt(Behind(route)));
        return Task.CompletedTask;
    }

    /// <summary>How many segments of the route stand behind its place.</summary>
    private static int Behind(string[] route) => Enumerable.Reverse(route).TakeWhile(segment => !segment.StartsWith('{')).Count();
}
