namespace C360.Application.Ports;

/// <summary>A thing that was asked for by its name is not there.</summary>
/// <param name="what">The thing in the user's word, as in <c>Customer</c>.</param>
/// <param name="near">A name of one that is there and was probably meant, or null.</param>
public sealed class NotFoundException(string what, string? near = null)
    : Exception(near is null ? $"{what} not found" : $"{what} not found; did you mean {near}?")
{
    /// <summary>The thing in the user's word.</summary>
    public string What { get; } = what;
}
