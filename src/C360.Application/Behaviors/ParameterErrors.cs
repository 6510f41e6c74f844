using C360.Application.Queries;
using FluentValidation.Results;

namespace C360.Application.Behaviors;

/// <summary>What a validator found, as users are told: the messages for each parameter, by its name in the request.</summary>
public static class ParameterErrors
{
    /// <summary>The messages for each parameter; empty when all is well.</summary>
    /// <param name="result">What the validator found.</param>
    public static IReadOnlyDictionary<string, string[]> Of(ValidationResult result) =>
        result
            .Errors.GroupBy(error => SnakeCase.Of(error.PropertyName), error => error.ErrorMessage)
            .ToDictionary(group => group.Key, group => group.ToArray());
}
