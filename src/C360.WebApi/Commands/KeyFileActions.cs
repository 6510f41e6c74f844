using C360.Application.Access;
using C360.Domain.Access;

namespace C360.WebApi.Commands;

/// <summary>What the verbs of keys do with the key file.</summary>
/// <param name="Add">Makes a key of an id, good for some scopes until some day, and returns it.</param>
/// <param name="List">The keys.</param>
/// <param name="Revoke">Takes the key of an id out.</param>
internal sealed record KeyFileActions(
    Func<AccessOptions, string, IReadOnlyList<Scope>, DateOnly?, string> Add,
    Func<AccessOptions, IReadOnlyList<ApiKey>> List,
    Action<AccessOptions, string> Revoke
);
