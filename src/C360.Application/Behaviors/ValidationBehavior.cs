using C360.Application.Ports;
using FluentValidation;
using MediatR;

namespace C360.Application.Behaviors;

/// <summary>Refuses a request whose parameters are out of range.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">Its answer.</typeparam>
/// <param name="validators">The request's validators, if it has any.</param>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private readonly IValidator<TRequest>[] _validators = [.. validators];

    /// <summary>The request with all defaults, which is valid (a test sees to that) and by far the most frequent; null when a request cannot be made so.</summary>
    private readonly object? _default = typeof(TRequest).GetConstructor(Type.EmptyTypes)?.Invoke(null);

    /// <summary>Validates, then goes on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Already given to <paramref name="next"/>.</param>
    /// <param name="next">The rest of the road.</param>
    /// <exception cref="InvalidParametersException">A parameter is out of range.</exception>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (_validators.Length == 0 || request.Equals(_default))
            return next();
        foreach (IValidator<TRequest> validator in _validators)
            if (validator.Validate(request) is { IsValid: false } result)
                throw new InvalidParametersException(ParameterErrors.Of(result));
        return next();
    }
}
