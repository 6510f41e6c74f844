using System.Reflection;

namespace C360.Application.Queries;

/// <summary>What is asked first: every query of the catalogue with its defaults and, where one can choose a column, by each of them.</summary>
public static class DefaultQuestions
{
    private const string Choice = "By";

    /// <summary>The requests; a query with a parameter that has no default is not among them.</summary>
    public static IReadOnlyList<object> All { get; } =
    [
        .. ApplicationServices
            .Catalogue.Select(entry => entry.Query)
            .Where(query => query.GetConstructor(Type.EmptyTypes) is not null)
            .SelectMany(Of),
    ];

    private static IEnumerable<object> Of(Type query) =>
        query.GetProperty(Choice) is { PropertyType.IsEnum: true } by
            ? Enum.GetValues(by.PropertyType).Cast<object>().Select(column => With(query, by, column))
            : [Activator.CreateInstance(query)!];

    private static object With(Type query, PropertyInfo by, object column)
    {
        object request = Activator.CreateInstance(query)!;
        by.SetValue(request, column);
        return request;
    }
}
