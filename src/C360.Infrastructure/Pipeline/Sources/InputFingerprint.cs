using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Models;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>Tells what a build would depend on, without building: to find out whether there is anything to do.</summary>
internal static class InputFingerprint
{
    /// <summary>Looks at the source files (names, sizes, times) and reads the models.</summary>
    /// <param name="dataPath">The folder of the sources, as a snapshot remembers it.</param>
    /// <param name="sources">What is there.</param>
    /// <param name="pipelinePath">The folder of the models.</param>
    /// <param name="supportCostPerTicket">What a support ticket costs.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Domain.Refreshing.RefreshFailedException">A model is missing or at fault.</exception>
    public static async Task<PipelineInputs> TakeAsync(
        string dataPath,
        IReadOnlyList<LocatedSource> sources,
        string pipelinePath,
        decimal supportCostPerTicket,
        CancellationToken cancellationToken
    )
    {
        var models = await ModelFolder.ReadAsync(pipelinePath, [.. DeclaredSources.All.Select(source => source.Table)], cancellationToken);
        return new PipelineInputs(
            dataPath,
            Hash(sources.SelectMany(source => source.Files).Select(Description)),
            // Another version of the program may read the same files otherwise.
            Hash([models.Hash, supportCostPerTicket.ToString(CultureInfo.InvariantCulture), Version])
        );
    }

    private static string Version { get; } =
        typeof(InputFingerprint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Description(SourceFile file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Name}\0{file.Length}\0{file.ModifiedAt.UtcTicks}");

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\0\0", parts))));
}
