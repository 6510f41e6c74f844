using System.Reflection;
using C360.Application;
using C360.Application.Queries;
using C360.WebApi.Formats;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace C360.UnitTests.WebApi.Formats;

internal sealed class ActionFormatsTests
{
    /// <summary>Whatever an address looks like: the query itself says whether it asks for one thing.</summary>
    [TestCase("CustomerProfileById", "profile", ExpectedResult = false)]
    [TestCase("CustomerProfiles", "profiles/{tier}", ExpectedResult = true)]
    public bool A_query_is_a_list_unless_it_finds_one(string query, string template) =>
        ActionFormats.IsList(
            new ControllerActionDescriptor
            {
                ActionName = query,
                AttributeRouteInfo = new() { Template = template },
                MethodInfo = typeof(ActionFormatsTests)
                    .GetMethod(nameof(Action), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(ApplicationServices.Catalogue.Single(entry => entry.Query.Name == query).Row),
            }
        );

    private static Task<Answer<TRow>> Action<TRow>()
        where TRow : class => throw new NotSupportedException();
}
