namespace C360.Application.Queries;

/// <summary>A query for one thing: the answer's data is that thing, and there being none is an error.</summary>
/// <param name="what">The thing in the user's word, as in <c>Customer</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FindsOneAttribute(string what) : Attribute
{
    /// <summary>The thing in the user's word.</summary>
    public string What { get; } = what;

    /// <summary>Whether a query asks for one thing, and not for a list.</summary>
    /// <param name="query">The query's type.</param>
    public static bool IsOn(Type query) => IsDefined(query, typeof(FindsOneAttribute));
}
