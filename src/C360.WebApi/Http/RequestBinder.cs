using System.Linq.Expressions;
using System.Reflection;
using C360.Application.Queries;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Http;

/// <summary>Fills a request from the query string: one parameter per property, read by its type, refused when it is given twice and is no list.</summary>
/// <remarks>MVC's own binder takes the last of several values, numbers with blanks and thousands separators, and enum members by number.</remarks>
internal sealed class RequestBinder : IModelBinder
{
    private readonly Func<object> _create;
    private readonly Parameter[] _parameters;

    /// <summary>Prepares the binder of a request type.</summary>
    /// <param name="request">The type, which can be made without arguments.</param>
    public RequestBinder(Type request)
    {
        _create = Expression.Lambda<Func<object>>(Expression.New(request)).Compile();
        _parameters =
        [
            .. request
                .GetProperties()
                .Select(property => new Parameter(SnakeCase.Of(property.Name), property.PropertyType, Setter(property))),
        ];
    }

    /// <summary>Reads the parameters that are there; the others keep their defaults.</summary>
    /// <param name="bindingContext">The request and where messages go.</param>
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        object request = _create();
        IQueryCollection query = bindingContext.HttpContext.Request.Query;
        if (query.Count > 0)
            foreach (Parameter parameter in _parameters)
                if (query.TryGetValue(parameter.Name, out StringValues values))
                {
                    (object? value, string? error) = ParameterText.Read(values, parameter.Type);
                    if (error is null)
                        parameter.Set(request, value);
                    else
                        bindingContext.ModelState.TryAddModelError(parameter.Name, error);
                }
        bindingContext.Result = ModelBindingResult.Success(request);
        return Task.CompletedTask;
    }

    private static Action<object, object?> Setter(PropertyInfo property)
    {
        ParameterExpression request = Expression.Parameter(typeof(object));
        ParameterExpression value = Expression.Parameter(typeof(object));
        return Expression
            .Lambda<Action<object, object?>>(
                Expression.Call(
                    Expression.Convert(request, property.DeclaringType!),
                    property.SetMethod!,
                    Expression.Convert(value, property.PropertyType)
                ),
                request,
                value
            )
            .Compile();
    }

    private sealed record Parameter(string Name, Type Type, Action<object, object?> Set);
}
