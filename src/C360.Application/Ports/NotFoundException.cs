namespace C360.Application.Ports;

/// <summary>A thing that was asked for by its name is not there.</summary>
/// <param name="what">The thing in the user's word, as in <c>Customer</c>.</param>
public sealed class NotFoundException(string what) : Exception($"{what} not found")
{
    /// <summary>The thing in the user's word.</summary>
    public string What { get; } = what;
}
