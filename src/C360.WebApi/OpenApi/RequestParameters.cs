using System.Globalization;
using System.Reflection;
using C360.Application.Catalogue;
using C360.Application.Queries;
using C360.WebApi.Http;
using FluentValidation;
using FluentValidation.Validators;

namespace C360.WebApi.OpenApi;

/// <summary>The parameters of requests as the code has them: the properties with their types and defaults, the limits of the validator.</summary>
/// <param name="validators">Finds validators.</param>
/// <param name="code">What the code says of the properties.</param>
internal sealed class RequestParameters(IServiceProvider validators, CodeTexts code)
{
    /// <summary>The parameters of a type of request, in the order of declaration.</summary>
    /// <param name="request">The request's type; what can only be made with arguments needs all of them.</param>
    public ParameterDescription[] Of(Type request)
    {
        object? defaults = request.GetConstructor(Type.EmptyTypes)?.Invoke([]);
        IValidatorDescriptor? rules = (
            validators.GetService(typeof(IValidator<>).MakeGenericType(request)) as IValidator
        )?.CreateDescriptor();
        return
        [
            .. request
                .GetProperties()
                .Select(property =>
                    Describe(property, defaults, [.. rules?.GetValidatorsForMember(property.Name).Select(rule => rule.Validator) ?? []])
                ),
        ];
    }

    /// <summary>How JSON calls values of a type.</summary>
    /// <param name="type">The type of a parameter or of a column.</param>
    public static string TypeOf(Type type)
    {
        Type plain = Plain(type);
        return plain == typeof(int) || plain == typeof(long) ? "integer"
            : plain == typeof(decimal) ? "number"
            : plain == typeof(bool) ? "boolean"
            : "string";
    }

    private ParameterDescription Describe(PropertyInfo property, object? defaults, IPropertyValidator[] rules)
    {
        Type plain = Plain(property.PropertyType);
        bool repeatable = plain == typeof(IReadOnlyList<string>);
        IBetweenValidator? between = rules.OfType<IBetweenValidator>().FirstOrDefault();
        object? least =
            between?.From
            ?? rules
                .OfType<IComparisonValidator>()
                .FirstOrDefault(rule => rule.Comparison == Comparison.GreaterThanOrEqual)
                ?.ValueToCompare;
        return new ParameterDescription(
            SnakeCase.Of(property.Name),
            TypeOf(plain),
            Required: defaults is null,
            repeatable,
            repeatable ? ParameterText.MostValues : null,
            repeatable || defaults is null ? null : property.GetValue(defaults),
            Number(least),
            Number(between?.To),
            plain.IsEnum ? [.. ParameterText.Choices(plain)] : rules.OfType<IChoice>().FirstOrDefault()?.Choices,
            code.Summary(property),
            code.Example(property) is { } example ? ParameterText.Read(example, plain).Value : null
        );
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static decimal? Number(object? limit) => limit is null ? null : Convert.ToDecimal(limit, CultureInfo.InvariantCulture);
}
