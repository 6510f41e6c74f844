using System.Globalization;
using System.Reflection;
using FluentValidation;
using FluentValidation.Validators;

namespace C360.Application.Verification;

/// <summary>Values to try a parameter with.</summary>
internal static class ParameterValues
{
    /// <summary>Of many values in the data so many are taken: the first, the last, and between them as far apart as can be.</summary>
    private const int Most = 5;

    private const int Few = 7;
    private const decimal Beside = 0.01m;
    private const string Nobody = "nobody's";
    private static readonly string[] Bounds = ["Min", "Max"];

    /// <summary>The values: every choice; the validator's limits; what occurs in the rows, what lies beside it, what nobody has.</summary>
    /// <param name="parameter">The request's property.</param>
    /// <param name="rows">Rows of the request's answers.</param>
    /// <param name="rules">What its validator says, when it has one.</param>
    /// <returns>Values that the validator may still refuse.</returns>
    public static object?[] Of(PropertyInfo parameter, IReadOnlyList<object> rows, IValidatorDescriptor? rules)
    {
        Type type = Plain(parameter.PropertyType);
        if (type.IsEnum)
            return [.. Enum.GetValues(type).Cast<object>()];
        if (type == typeof(bool))
            return [true, false];
        object[] occurring = Spread([.. Occurring(parameter, rows)]);
        if (type == typeof(string))
            return rows.Count == 0 ? [] : [.. occurring, Nobody];
        if (type == typeof(IReadOnlyList<string>))
            return rows.Count == 0 ? [] : [.. Lists([.. occurring.Cast<string>()])];
        if (type == typeof(decimal))
            return [.. Limits(parameter, rules), .. occurring, .. occurring.Select(value => (object)((decimal)value + Beside))];
        if (type == typeof(int) || type == typeof(long))
            return
            [
                .. Limits(parameter, rules),
                // A list that is cut, one that just is not, and pages that begin within it.
                .. ((int[])[1, Few, rows.Count - 1, rows.Count]).Select(number =>
                    Convert.ChangeType(number, type, CultureInfo.InvariantCulture)
                ),
            ];
        throw new NotSupportedException($"{parameter.DeclaringType!.Name}.{parameter.Name}: no values are known to try a {type.Name} with");
    }

    private static IEnumerable<object> Limits(PropertyInfo parameter, IValidatorDescriptor? rules)
    {
        Type type = Plain(parameter.PropertyType);
        return (rules?.GetValidatorsForMember(parameter.Name) ?? [])
            .SelectMany(rule =>
                rule.Validator switch
                {
                    IBetweenValidator between => [between.From, between.To],
                    IComparisonValidator { ValueToCompare: { } value } => new[] { value },
                    _ => [],
                }
            )
            .Select(limit => Convert.ChangeType(limit, type, CultureInfo.InvariantCulture));
    }

    /// <summary>What the rows have in the column that the parameter filters: of its type and name, without Min and Max, or one that ends so.</summary>
    private static IEnumerable<object> Occurring(PropertyInfo parameter, IReadOnlyList<object> rows)
    {
        string name = Bounds.FirstOrDefault(bound => parameter.Name.StartsWith(bound, StringComparison.Ordinal)) is { } bound
            ? parameter.Name[bound.Length..]
            : parameter.Name;
        Type type = parameter.PropertyType == typeof(IReadOnlyList<string>) ? typeof(string) : Plain(parameter.PropertyType);
        PropertyInfo? column = rows is not [var row, ..]
            ? null
            : row.GetType()
                .GetProperties()
                .Where(candidate => candidate.Name.EndsWith(name, StringComparison.Ordinal) && Plain(candidate.PropertyType) == type)
                .MinBy(candidate => candidate.Name.Length);
        return column is null ? [] : rows.Select(column.GetValue).OfType<object>().Distinct().Order(Comparer<object>.Create(Compare));
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>By bytes, not by a language.</summary>
    private static int Compare(object one, object other) =>
        one is string text ? string.CompareOrdinal(text, (string)other) : Comparer<object>.Default.Compare(one, other);

    private static object[] Spread(object[] values) =>
        values.Length <= Most ? values : [.. Enumerable.Range(0, Most).Select(i => values[i * (values.Length - 1) / (Most - 1)])];

    private static IEnumerable<object> Lists(string[] values) =>
        [
            .. values.Select(value => (string[])[value]),
            .. values.Zip(values.Skip(1), (one, other) => (string[])[other, one, other]),
            values,
            (string[])[Nobody],
            (string[])[.. values.Take(1), Nobody],
        ];
}
