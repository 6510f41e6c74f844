using System.Reflection;
using C360.Application.Queries;
using FluentValidation;

namespace C360.Application.Verification;

/// <summary>
/// Requests that together try what a query can be asked, made from its type, its validator and rows of its answer, so that a new query needs no word here:
/// its defaults, every choice, the smallest and the largest limit, filters at values that occur and just beside them, two parameters at a time.
/// </summary>
public static class RequestSpread
{
    /// <summary>How many pairs of values are tried of two parameters.</summary>
    private const int PairsOfTwo = 4;

    private static readonly Dictionary<Type, IValidator> Validators = AssemblyScanner
        .FindValidatorsInAssembly(typeof(RequestSpread).Assembly, includeInternalTypes: true)
        .ToDictionary(
            found => found.InterfaceType.GetGenericArguments()[0],
            found => (IValidator)Activator.CreateInstance(found.ValidatorType)!
        );

    /// <summary>The requests of a query, each question once; all of them pass its validator.</summary>
    /// <param name="query">The request's type.</param>
    /// <param name="rows">
    /// Rows of its answers, whose values its filters are tried with. With none there are those requests that need no data: of a query that must be told a
    /// value, none.
    /// </param>
    public static IReadOnlyList<object> Of(Type query, IReadOnlyList<object> rows)
    {
        IValidator? validator = Validators.GetValueOrDefault(query);
        (PropertyInfo Property, object?[] Values)[] parameters =
        [
            .. query.GetProperties().Select(property => (property, ParameterValues.Of(property, rows, validator?.CreateDescriptor()))),
        ];
        if (Usual(query, parameters) is not { } usual)
            return [];
        return
        [
            .. Variants(parameters)
                .Select(changed => Make(query, new Dictionary<PropertyInfo, object?>([.. usual.Except(changed, SameProperty), .. changed])))
                .Where(request => validator?.Validate(new ValidationContext<object>(request)).IsValid != false)
                .DistinctBy(Question.Of),
        ];
    }

    private static readonly IEqualityComparer<KeyValuePair<PropertyInfo, object?>> SameProperty = EqualityComparer<
        KeyValuePair<PropertyInfo, object?>
    >.Create((one, other) => one.Key == other.Key, pair => pair.Key.GetHashCode());

    /// <summary>What parameters have when nobody says otherwise; null when one must be said and no value for it is known.</summary>
    private static Dictionary<PropertyInfo, object?>? Usual(Type query, (PropertyInfo Property, object?[] Values)[] parameters)
    {
        if (query.GetConstructor(Type.EmptyTypes) is not { } make)
            return Array.Exists(parameters, parameter => parameter.Values.Length == 0)
                ? null
                : parameters.ToDictionary(parameter => parameter.Property, parameter => parameter.Values[0]);
        object request = make.Invoke(null);
        return parameters.ToDictionary(parameter => parameter.Property, parameter => parameter.Property.GetValue(request));
    }

    /// <summary>Nothing changed, one parameter changed, two changed.</summary>
    private static IEnumerable<KeyValuePair<PropertyInfo, object?>[]> Variants((PropertyInfo Property, object?[] Values)[] parameters)
    {
        yield return [];
        foreach ((PropertyInfo property, object?[] values) in parameters)
        foreach (object? value in values)
            yield return [new(property, value)];
        for (int i = 0; i < parameters.Length; i++)
        for (int j = i + 1; j < parameters.Length; j++)
        for (int k = 0; k < Math.Min(PairsOfTwo, parameters[i].Values.Length * parameters[j].Values.Length); k++)
            yield return [Value(parameters[i], k), Value(parameters[j], k + (k / parameters[i].Values.Length))];
    }

    private static KeyValuePair<PropertyInfo, object?> Value((PropertyInfo Property, object?[] Values) parameter, int number) =>
        new(parameter.Property, parameter.Values[number % parameter.Values.Length]);

    private static object Make(Type query, Dictionary<PropertyInfo, object?> values)
    {
        if (query.GetConstructor(Type.EmptyTypes) is not { } make)
            return Activator.CreateInstance(
                query,
                [.. query.GetConstructors()[0].GetParameters().Select(parameter => values[query.GetProperty(parameter.Name!)!])]
            )!;
        object request = make.Invoke(null);
        foreach ((PropertyInfo property, object? value) in values)
            property.SetValue(request, value);
        return request;
    }
}
