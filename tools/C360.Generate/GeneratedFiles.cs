using C360.Generate.Postman;
using C360.Generate.Reference;

namespace C360.Generate;

/// <summary>The files that are made from the code and committed: paths below the repository's root, with forward slashes, and texts.</summary>
internal static class GeneratedFiles
{
    /// <summary>The folders that hold nothing else.</summary>
    private static readonly string[] Folders = ["docs/reference", "postman"];

    /// <summary>Makes all of them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AllAsync()
    {
        await using var described = DescribedService.Create();
        string document = await described.DocumentAsync();
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["contracts/openapi.json"] = document,
            ["postman/c360.postman_collection.json"] = PostmanCollection.Make(document),
            ["postman/c360.postman_environment.json"] = PostmanEnvironment.Make(),
        };
        foreach ((string path, string text) in await ReferencePages.AllAsync(described, document))
            files.Add(path, text);
        return files;
    }

    /// <summary>What is in the folders of generated files and is none any more.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="generated">The generated files' paths.</param>
    public static IEnumerable<string> Leftovers(string root, IEnumerable<string> generated) =>
        Folders
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Except(generated)
            .Order(StringComparer.Ordinal);

    /// <summary>The repository that a folder is in.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">It is in none.</exception>
    public static string RootAbove(string folder)
    {
        DirectoryInfo? root = new(folder);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "C360.sln")))
            root = root.Parent;
        return root?.FullName ?? throw new DirectoryNotFoundException($"No C360.sln above {folder}");
    }
}
