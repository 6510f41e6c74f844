using C360.Application.Queries;
using C360.Domain.Access;

namespace C360.WebApi.Http;

/// <summary>The scope that a key must have for an action. An action for everybody says <c>[AllowAnonymous]</c>; one that says nothing answers nobody.</summary>
/// <param name="scope">The scope.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AccessAttribute(Scope scope) : Attribute
{
    /// <summary>The scope.</summary>
    public Scope Scope { get; } = scope;

    /// <summary>Whether the answer shows persons, so that the access log tells who saw it: what is of the scope customers always does.</summary>
    public bool ShowsPersons { get; init; } = scope == Scope.Customers;

    /// <summary>How a scope is called.</summary>
    /// <param name="scope">The scope.</param>
    public static string NameOf(Scope scope) => SnakeCase.Of(scope.ToString());
}
