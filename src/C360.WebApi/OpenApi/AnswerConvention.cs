using System.Reflection;
using C360.Application.Queries;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace C360.WebApi.OpenApi;

/// <summary>Tells the OpenAPI document what every action answers: the envelope around its rows, and the errors that it may meet.</summary>
internal sealed class AnswerConvention : IActionModelConvention
{
    /// <summary>Adds the statuses and their types.</summary>
    /// <param name="action">The action.</param>
    public void Apply(ActionModel action)
    {
        Type answer = action.ActionMethod.ReturnType.IsGenericType ? action.ActionMethod.ReturnType.GetGenericArguments()[0] : typeof(void);
        if (answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Answer<>))
        {
            Type row = answer.GetGenericArguments()[0];
            bool findsOne = IsSingle(action.ActionMethod);
            Add(action, 200, typeof(Envelope<>).MakeGenericType(findsOne ? row : row.MakeArrayType()));
            foreach (int status in (int[])[503, 504])
                Add(action, status, typeof(ErrorEnvelope));
        }
        else if (answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Envelope<>))
        {
            Add(action, 200, answer);
        }
        // Probes take whatever comes; only a long address does not even reach them.
        foreach (int status in action.Controller.ControllerName == "Health" ? (int[])[414] : [413, 414, 415, 422, 429, 500])
            Add(action, status, typeof(ErrorEnvelope));
        if (action.Controller.ControllerName != "Health" && !action.Attributes.OfType<ProducesAttribute>().Any())
            Add(action, 406, typeof(ErrorEnvelope));
        if (action.Attributes.OfType<AccessAttribute>().Any())
            foreach (int status in (int[])[401, 403])
                Add(action, status, typeof(ErrorEnvelope));
        if (action.Selectors.Any(selector => selector.AttributeRouteModel?.Template?.Contains('{', StringComparison.Ordinal) == true))
            Add(action, 404, typeof(ErrorEnvelope));
    }

    /// <summary>An action that takes the thing's name from its path answers with that thing.</summary>
    private static bool IsSingle(MethodInfo action) =>
        action.GetCustomAttribute<HttpGetAttribute>()?.Template?.Contains('{', StringComparison.Ordinal) == true;

    private static void Add(ActionModel action, int status, Type type) =>
        action.Filters.Add(new ProducesResponseTypeAttribute(type, status, "application/json"));
}
