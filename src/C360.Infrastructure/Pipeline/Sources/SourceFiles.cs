using C360.Domain.Refreshing;
using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>Finds the files of the sources below C360_DATA_PATH. Messages name paths relative to it.</summary>
internal static class SourceFiles
{
    /// <summary>Finds all declared sources.</summary>
    /// <returns>One for each, in the order of declaration.</returns>
    /// <exception cref="RefreshFailedException">A source is missing, is there twice, or has a file that cannot be read.</exception>
    public static IReadOnlyList<LocatedSource> Locate(string dataPath)
    {
        if (!Directory.Exists(dataPath))
        {
            throw new RefreshFailedException("C360_DATA_PATH is not a folder that exists.");
        }
        string root = Path.GetFullPath(dataPath);
        // Names below the folder are escaped; an engine that is allowed only this folder knows it by its plain name.
        if (root.AsSpan().ContainsAny('[', '*', '?'))
        {
            throw new RefreshFailedException(
                "The folder of the sources has a [, * or ? in its path, which the engine would take for a pattern; name a folder without one."
            );
        }
        return [.. DeclaredSources.All.Select(source => new LocatedSource(source, Files(root, source)))];
    }

    private static SourceFile[] Files(string root, Source source)
    {
        string[] forms = [.. SourceFile.Endings.Select(ending => source.Name + ending).Where(name => File.Exists(FullPath(root, name)))];
        if (Directory.Exists(FullPath(root, source.Name)))
        {
            forms = [.. forms, source.Name + "/"];
        }
        return forms switch
        {
            [] when source.Optional => [],
            [] => throw new RefreshFailedException(
                $"The source {source.Name} is missing, or may not be looked at: there is no {string.Join(", ", SourceFile.Endings.Select(e => source.Name + e))} and no folder {source.Name}/."
            ),
            [var form] when form.EndsWith('/') => Parts(root, form),
            [var form] => [new SourceFile(FullPath(root, form), form)],
            _ => throw new RefreshFailedException(
                $"The source {source.Name} is there in {forms.Length} forms: {string.Join(" and ", forms)}. Leave one."
            ),
        };
    }

    private static SourceFile[] Parts(string root, string folder)
    {
        SourceFile[] parts =
        [
            .. Directory
                .EnumerateFileSystemEntries(FullPath(root, folder))
                .Select(path => Path.GetFileName(path))
                .Where(name => name[0] is not ('.' or '_'))
                .Order(StringComparer.Ordinal)
                .Select(name => new SourceFile(FullPath(root, folder + name), folder + name)),
        ];
        if (parts.FirstOrDefault(part => !IsReadable(part)) is { } stray)
        {
            throw new RefreshFailedException(
                $"{stray.Name} is no part of a source: parts are files that end in {string.Join(", ", SourceFile.Endings)}; names that begin with . or _ are ignored."
            );
        }
        return parts is []
            ? throw new RefreshFailedException($"The folder {folder} has no part file ({string.Join(", ", SourceFile.Endings)}).")
            : parts;
    }

    private static bool IsReadable(SourceFile file) =>
        SourceFile.Endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)) && File.Exists(file.Path);

    private static string FullPath(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));
}
