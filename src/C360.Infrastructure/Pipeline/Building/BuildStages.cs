using C360.Infrastructure.Pipeline.Models;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>The stages of a build, which are the same on every engine: each source, each model, counting and writing.</summary>
internal static class BuildStages
{
    /// <summary>Where reading ends, in per cent of the build; the shares are those of the embedded engine, as measured on five million rows.</summary>
    public const double ReadingEnds = 40;

    /// <summary>Where the models end.</summary>
    public const double ModelsEnd = 90;

    /// <summary>Where counting ends, and writing begins.</summary>
    public const double CountingEnds = 95;

    /// <summary>Counting and writing.</summary>
    private const int Others = 2;

    /// <summary>How many stages a build has.</summary>
    /// <param name="located">The sources.</param>
    /// <param name="models">The models.</param>
    public static int Count(IReadOnlyList<LocatedSource> located, ModelFolder models) => located.Count + models.Models.Count + Others;
}
