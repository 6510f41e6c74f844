using System.Collections.Concurrent;
using C360.Application.Queries;
using C360.WebApi.Formats;
using MediatR;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace C360.WebApi.Http;

/// <summary>Which query parameters an action takes: the properties of its request, in snake_case, and of a list its format.</summary>
internal static class ActionParameters
{
    private static readonly ConcurrentDictionary<ActionDescriptor, string[]> Known = new();

    /// <summary>The names, in the order of declaration.</summary>
    /// <param name="action">The action.</param>
    public static string[] Of(ActionDescriptor action) =>
        Known.GetOrAdd(
            action,
            static action =>
                [
                    .. action
                        .Parameters.Where(parameter => typeof(IBaseRequest).IsAssignableFrom(parameter.ParameterType))
                        .SelectMany(parameter => QueryParameters.NamesOf(parameter.ParameterType)),
                    .. ActionFormats.IsList(action) ? (string[])[Format.Parameter] : [],
                ]
        );
}
