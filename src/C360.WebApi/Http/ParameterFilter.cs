using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Domain.Spelling;
using C360.WebApi.Configuration;
using C360.WebApi.Formats;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Http;

/// <summary>
/// Refuses a request with a parameter that nobody knows or that could not be read: a misspelt parameter must never return everything. The answer names
/// every parameter at fault, also those out of range. Probes may send what they like.
/// </summary>
internal sealed class ParameterFilter : IActionFilter
{
    /// <summary>Ignored wherever it is given: what clients append to get past caches.</summary>
    private const string CacheBuster = "_";

    /// <summary>So many unknown parameters are named: the answer stays in proportion to the request.</summary>
    private const int MostUnknown = 20;

    /// <summary>Checks the parameters.</summary>
    /// <param name="context">The request, bound.</param>
    /// <exception cref="InvalidParametersException">A parameter is not right.</exception>
    public void OnActionExecuting(ActionExecutingContext context)
    {
        HttpRequest request = context.HttpContext.Request;
        if (request.Query.Count == 0 || Probes.Sent(request))
            return;
        Dictionary<string, string[]> errors = context
            .ModelState.Where(entry => entry.Value?.ValidationState == ModelValidationState.Invalid)
            .ToDictionary(entry => entry.Key, entry => entry.Value!.Errors.Select(error => error.ErrorMessage).ToArray());
        string[] known = ActionParameters.Of(context.ActionDescriptor);
        foreach (string name in request.Query.Keys.Where(name => !IsKnown(name, known)).Take(MostUnknown))
            // A key that was sent as what it is not must not come back.
            errors[MaskedLines.Mask(name)] = [Unknown(name, known)];
        if (
            ActionFormats.Of(context.ActionDescriptor).Length > 1
            && request.Query.TryGetValue(Format.Parameter, out StringValues format)
            && Format.Error(format) is { } error
        )
            errors[Format.Parameter] = [error];
        if (errors.Count == 0)
            return;
        foreach ((string name, string[] messages) in OutOfRange(context))
            errors.TryAdd(name, messages);
        throw new InvalidParametersException(errors);
    }

    /// <summary>Nothing to do afterwards.</summary>
    /// <param name="context">The outcome.</param>
    public void OnActionExecuted(ActionExecutedContext context) { }

    private static bool IsKnown(string name, string[] known) =>
        name == CacheBuster || known.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is said of an unknown parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="known">The names that would have been right.</param>
    public static string Unknown(string name, string[] known)
    {
        if (known.Length == 0)
            return "Unknown parameter: this address takes none.";
        string guess = NearestName.Of(name, known) is { } near ? $" Did you mean {near}?" : "";
        return $"Unknown parameter.{guess} Known: {string.Join(", ", known)}.";
    }

    /// <summary>What the validation behavior would refuse next; a parameter that could not be read has its default, which is in range.</summary>
    private static IReadOnlyDictionary<string, string[]> OutOfRange(ActionExecutingContext context) =>
        context.ActionArguments.Values.OfType<IBaseRequest>().SingleOrDefault() is { } request
        && context.HttpContext.RequestServices.GetService(typeof(IValidator<>).MakeGenericType(request.GetType())) is IValidator validator
            ? ParameterErrors.Of(validator.Validate(new ValidationContext<object>(request)))
            : new Dictionary<string, string[]>();
}
