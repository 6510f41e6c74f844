namespace C360.Application.Ports;

/// <summary>Parameters are unknown, unreadable or out of range.</summary>
/// <param name="errors">The messages for each parameter, by its name in the request.</param>
public sealed class InvalidParametersException(IReadOnlyDictionary<string, string[]> errors)
    : Exception("The request's parameters are not valid")
{
    /// <summary>The messages for each parameter, by its name in the request.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
