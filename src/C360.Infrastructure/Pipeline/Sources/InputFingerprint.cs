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
    /// <exception cref="Domain.Refreshing.RefreshFailedException">A source or a model is missing or at fault.</exception>
    public static async Task<PipelineInputs> TakeAsync(
        string dataPath,
        string pipelinePath,
        decimal supportCostPerTicket,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<LocatedSource> sources = SourceFiles.Locate(dataPath);
        var models = await ModelFolder.ReadAsync(pipelinePath, [.. DeclaredSources.All.Select(source => source.Table)], cancellationToken);
        return new PipelineInputs(
            Path.GetFullPath(dataPath),
            Hash(sources.SelectMany(source => source.Files).Select(Description)),
            // Another version of the program may read the same files otherwise.
            Hash([models.Hash, supportCostPerTicket.ToString(CultureInfo.InvariantCulture), Version])
        );
    }

    private static string Version { get; } =
        typeof(InputFingerprint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Description(SourceFile file)
    {
        var info = new FileInfo(file.Path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Name}\0{info.Length}\0{info.LastWriteTimeUtc.Ticks}");
    }

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\0\0", parts))));
}
