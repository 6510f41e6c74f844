using FluentValidation;
using FluentValidation.Validators;

namespace C360.Application.Queries;

/// <summary>A text that is one of those that there are, or is not given.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <param name="choices">Those that there are.</param>
internal sealed class OneOf<TRequest>(IReadOnlyList<string> choices) : PropertyValidator<TRequest, string?>, IChoice
{
    /// <inheritdoc/>
    public override string Name => nameof(OneOf<>);

    /// <inheritdoc/>
    public IReadOnlyList<string> Choices { get; } = choices;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<TRequest> context, string? value) => value is null || Choices.Contains(value);

    /// <inheritdoc/>
    protected override string GetDefaultMessageTemplate(string errorCode) => $"Must be one of: {string.Join(", ", Choices)}.";
}
