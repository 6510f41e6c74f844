using System.Collections.Concurrent;
using System.Reflection;

namespace C360.Application.Queries;

/// <summary>The parameters of a request: its public properties in snake_case, with values as SQL knows them.</summary>
/// <remarks>
/// Choices become their snake_case text; lists become sorted arrays of distinct values, so that order and repetitions make no difference to
/// the text that runs or the cache key.
/// </remarks>
public static class QueryParameters
{
    private static readonly ConcurrentDictionary<Type, Parameter[]> Known = new();

    /// <summary>The names and values, in the order of declaration.</summary>
    /// <param name="request">The request.</param>
    public static KeyValuePair<string, object?>[] Of(object request)
    {
        Parameter[] parameters = ParametersOf(request.GetType());
        if (parameters.Length == 0)
            return [];
        var values = new KeyValuePair<string, object?>[parameters.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = new(parameters[i].Name, SqlValue(parameters[i].Property.GetValue(request)));
        return values;
    }

    /// <summary>The names that a type of request has.</summary>
    /// <param name="request">The request's type.</param>
    public static IEnumerable<string> NamesOf(Type request) => ParametersOf(request).Select(parameter => parameter.Name);

    private static Parameter[] ParametersOf(Type request) =>
        Known.GetOrAdd(
            request,
            static type =>
                [
                    .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Select(property => new Parameter(SnakeCase.Of(property.Name), property)),
                ]
        );

    private static object? SqlValue(object? value) =>
        value switch
        {
            Enum choice => SnakeCase.Of(choice.ToString()),
            IReadOnlyList<string> list => list.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
            _ => value,
        };

    private sealed record Parameter(string Name, PropertyInfo Property);
}
