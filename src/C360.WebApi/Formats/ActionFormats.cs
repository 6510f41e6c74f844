using System.Collections.Concurrent;
using C360.Application;
using C360.Application.Queries;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace C360.WebApi.Formats;

/// <summary>Which formats an action answers in: JSON, and a list in each that there is.</summary>
internal static class ActionFormats
{
    private static readonly ConcurrentDictionary<ActionDescriptor, Format[]> Known = new();
    private static readonly Format[] JsonOnly = [Format.Json];

    /// <summary>The formats, the usual one first; none when it answers in text, whatever is wanted, as Prometheus expects.</summary>
    /// <param name="action">The action.</param>
    public static Format[] Of(ActionDescriptor action) =>
        Known.GetOrAdd(
            action,
            static action =>
                action.EndpointMetadata.OfType<ProducesAttribute>().Any() ? []
                : IsList(action) ? Format.OfLists
                : JsonOnly
        );

    /// <summary>Whether an action answers with a list.</summary>
    /// <param name="action">The action.</param>
    public static bool IsList(ActionDescriptor action) =>
        AnswerOf(action) is { IsGenericType: true } answer
        && (
            answer.GetGenericTypeDefinition() == typeof(Envelope<>)
                ? answer.GetGenericArguments()[0].IsArray
                : answer.GetGenericTypeDefinition() == typeof(Answer<>)
                    && !FindsOneAttribute.IsOn(QueryOf((ControllerActionDescriptor)action))
        );

    /// <summary>The action bears the name of its query.</summary>
    private static Type QueryOf(ControllerActionDescriptor action) =>
        ApplicationServices.Catalogue.Single(entry => entry.Query.Name == action.ActionName).Query;

    private static Type? AnswerOf(ActionDescriptor action) =>
        (action as ControllerActionDescriptor)?.MethodInfo.ReturnType is { IsGenericType: true } task
            ? task.GetGenericArguments()[0]
            : null;
}
