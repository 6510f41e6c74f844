using System.Reflection;
using C360.Domain.Access;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace C360.FunctionalTests.Http;

/// <summary>Every address of the service, from its controllers: method, path with its places filled in, and the scope that it needs, or none.</summary>
internal static class EndpointTable
{
    public static IEnumerable<(HttpMethod Method, string Path, Scope? Scope)> All { get; } =
    [
        .. from controller in typeof(Program).Assembly.GetTypes()
        where controller.IsSubclassOf(typeof(ControllerBase))
        let root = controller.GetCustomAttribute<RouteAttribute>()!.Template
        from action in controller.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let http = action.GetCustomAttribute<HttpMethodAttribute>()!
        let path = $"/{root}/{http.Template}".TrimEnd('/').Replace("{customer_id}", "C1", StringComparison.Ordinal)
        select (new HttpMethod(http.HttpMethods.Single()), path, ScopeOf(action)),
    ];

    public static IEnumerable<TestCaseData> Guarded() =>
        All.Where(endpoint => endpoint.Scope is not null)
            .Select(endpoint =>
                new TestCaseData(endpoint.Method, endpoint.Path, endpoint.Scope!.Value).SetArgDisplayNames(
                    $"{endpoint.Method}",
                    endpoint.Path,
                    $"{endpoint.Scope}"
                )
            );

    private static Scope? ScopeOf(MethodInfo action) =>
        action.IsDefined(typeof(AllowAnonymousAttribute)) ? null : action.GetCustomAttribute<AccessAttribute>()!.Scope;
}
