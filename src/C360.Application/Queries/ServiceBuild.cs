using System.Reflection;

namespace C360.Application.Queries;

/// <summary>
/// Which build of the service answers: another one may answer the same question in another way, so a client's answer from before must not count as the same.
/// </summary>
/// <param name="Id">Names it: the same for the same build, another one for every other.</param>
public sealed record ServiceBuild(string Id)
{
    /// <summary>The build that is made of these parts; the compiler gives each an id that follows from its sources and what is embedded in it.</summary>
    /// <param name="parts">All that have a hand in an answer.</param>
    public static ServiceBuild Of(params Assembly[] parts) =>
        new(string.Join('\n', parts.Select(part => part.ManifestModule.ModuleVersionId.ToString("N"))));
}
