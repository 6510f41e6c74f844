using System.Globalization;
using C360.Application.Queries;

namespace C360.Application.Verification;

/// <summary>A request as people write it: <c>customer_profiles?limit=7</c>, without what is left at its default.</summary>
public static class RequestText
{
    /// <summary>The text of a request.</summary>
    /// <param name="request">The request.</param>
    public static string Of(object request)
    {
        Type type = request.GetType();
        Dictionary<string, string> defaults = type.GetConstructor(Type.EmptyTypes) is { } make
            ? Parameters(make.Invoke(null)).ToDictionary()
            : [];
        string parameters = string.Join('&', Parameters(request).Except(defaults).Select(pair => $"{pair.Key}={pair.Value}"));
        return SnakeCase.Of(type.Name) + (parameters.Length == 0 ? "" : "?" + parameters);
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(object request) =>
        QueryParameters.Of(request).Select(pair => KeyValuePair.Create(pair.Key, Text(pair.Value)));

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            string[] list => string.Join(',', list),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
