using System.Text.RegularExpressions;
using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark.Building;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>
/// Finds the files of the sources where the cluster sees them; C360_DATA_PATH is a path or URI of its file systems. Spark tells of files only, and of no content: a folder
/// without files is not there, and what lies deeper in a source's folder is named by its first step.
/// </summary>
/// <param name="tables">Where it is asked.</param>
/// <param name="dataPath">The path or URI.</param>
internal sealed partial class SparkSourceFiles(SparkTables tables, string dataPath)
{
    private const string NotFound = "PATH_NOT_FOUND";

    private readonly string _root = dataPath.TrimEnd('/');
    private readonly string _below = PathOf(dataPath).TrimEnd('/') + "/";

    /// <summary>Finds all declared sources, in the order of declaration.</summary>
    /// <exception cref="RefreshFailedException">A source is missing, is there twice, or has a file that cannot be read.</exception>
    public async Task<IReadOnlyList<LocatedSource>> LocateAsync()
    {
        // Asked at once: a cluster takes long to begin, and little to look.
        (SourceFile[] Single, SourceFile[] Parts)[] found = await Task.WhenAll(DeclaredSources.All.Select(FindAsync));
        if (found.All(files => files.Single is [] && files.Parts is []))
            throw new RefreshFailedException(
                "The Spark cluster finds no source below C360_DATA_PATH: is it a path or URI that the cluster sees?"
            );
        return [.. DeclaredSources.All.Zip(found, (source, files) => new LocatedSource(source, Files(source, files.Single, files.Parts)))];
    }

    private async Task<(SourceFile[] Single, SourceFile[] Parts)> FindAsync(Source source)
    {
        Task<SourceFile[]> single = ListAsync(source.Name + ".", source.Name[..(source.Name.LastIndexOf('/') + 1)]);
        Task<SourceFile[]> parts = ListAsync(source.Name + "/", source.Name + "/");
        return (
            [.. (await single).Where(file => SourceFile.Endings.Any(ending => file.Name == source.Name + ending))],
            [.. (await parts).Where(file => SourceForms.IsNoticed(file.Name[(source.Name.Length + 1)..]))]
        );
    }

    private static SourceFile[] Files(Source source, SourceFile[] single, SourceFile[] parts)
    {
        string[] forms = [.. single.Select(file => file.Name), .. parts is [] ? (string[])[] : [source.Name + "/"]];
        return forms switch
        {
            [] when source.Optional => [],
            [] => throw SourceForms.Missing(source),
            [_] when parts.FirstOrDefault(part => IsStray(part, source)) is { } stray => throw SourceForms.Stray(
                source.Name + "/" + stray.Name[(source.Name.Length + 1)..].Split('/')[0]
            ),
            [_] => [.. single, .. parts],
            _ => throw SourceForms.Several(source, forms),
        };
    }

    private static bool IsStray(SourceFile part, Source source) =>
        part.Name.LastIndexOf('/') > source.Name.Length || !SourceForms.IsReadable(part.Name);

    // The files whose path begins so, and those in folders whose path does; their names follow from the folder that both share.
    private async Task<SourceFile[]> ListAsync(string beginning, string folder)
    {
        string pattern = SparkSqlText.Name($"{SparkSqlText.Pattern($"{_root}/{beginning}")}*");
        try
        {
            IReadOnlyList<object?[]> rows = await tables.RowsAsync($"SELECT path, modificationTime, length FROM binaryFile.{pattern}");
            return
            [
                .. rows.Select(row => (Path: (string)row[0]!, Time: (DateTime)row[1]!, Length: (long)row[2]!))
                    .Select(file => File(Below(file.Path, folder), file.Length, file.Time))
                    .OrderBy(file => file.Name, StringComparer.Ordinal),
            ];
        }
        catch (SparkException error) when (error.ErrorClass == NotFound)
        {
            return [];
        }
    }

    // What Spark lists begins with the same path, whatever stands before it: file: or nothing, a name node, a bucket.
    private string Below(string path, string folder) =>
        PathOf(path) is var full && full.StartsWith(_below + folder, StringComparison.Ordinal)
            ? full[_below.Length..]
            : throw new RefreshFailedException("The Spark cluster lists files that do not lie below C360_DATA_PATH.");

    // Of a path or URI, without scheme and authority; Hadoop, too, takes several slashes for one, and resolves the dots.
    private static string PathOf(string path)
    {
        path = Beginning().Replace(path, "");
        return path.StartsWith('/') ? Path.GetFullPath(path) : path;
    }

    private SourceFile File(string name, long length, DateTime time) =>
        new($"{_root}/{name}", name) { Length = length, ModifiedAt = new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) };

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]+:(?=/)(?://[^/]*)?")]
    private static partial Regex Beginning();
}
