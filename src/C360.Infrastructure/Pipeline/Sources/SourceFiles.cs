using C360.Domain.Refreshing;
using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>Finds the files of the sources below C360_DATA_PATH, which is a folder of this machine. Messages name paths relative to it.</summary>
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
            [] => throw SourceForms.Missing(source),
            [var form] when form.EndsWith('/') => Parts(root, form),
            [var form] => [Found(root, form)],
            _ => throw SourceForms.Several(source, forms),
        };
    }

    private static SourceFile[] Parts(string root, string folder)
    {
        string[] parts =
        [
            .. Directory
                .EnumerateFileSystemEntries(FullPath(root, folder))
                .Select(path => Path.GetFileName(path))
                .Where(SourceForms.IsNoticed)
                .Order(StringComparer.Ordinal)
                .Select(name => folder + name),
        ];
        return parts.FirstOrDefault(part => !SourceForms.IsReadable(part) || !File.Exists(FullPath(root, part))) is { } stray
                ? throw SourceForms.Stray(stray)
            : parts is [] ? throw new RefreshFailedException($"The folder {folder} has no part file ({SourceForms.Endings}).")
            : [.. parts.Select(part => Found(root, part))];
    }

    private static SourceFile Found(string root, string name)
    {
        var file = new FileInfo(FullPath(root, name));
        return new SourceFile(file.FullName, name) { Length = file.Length, ModifiedAt = file.LastWriteTimeUtc };
    }

    private static string FullPath(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));
}
