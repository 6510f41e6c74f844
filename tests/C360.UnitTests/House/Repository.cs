namespace C360.UnitTests.House;

/// <summary>The files of this repository as they are on disk, without what builds and runs leave behind.</summary>
internal static class Repository
{
    private static readonly string[] LeftBehind =
    [
        ".git",
        ".idea",
        ".vs",
        ".vscode",
        "bin",
        "BenchmarkDotNet.Artifacts",
        "coverage",
        "node_modules",
        "obj",
        "publish",
        "sample-data",
        "snapshots",
        "TestResults",
    ];

    /// <summary>The folder that holds <c>C360.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# sources of the product.</summary>
    public static IReadOnlyList<TextFile> Sources { get; } = Files("src", "*.cs");

    /// <summary>The files under a folder of the repository, with paths relative to the root and forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<TextFile> Files(string folder, string pattern) =>
        [
            .. Walk(new DirectoryInfo(Path.Combine(Root, folder)), pattern)
                .Select(file => new TextFile(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern) =>
        folder
            .EnumerateFiles(pattern)
            .Concat(
                folder.EnumerateDirectories().Where(inner => !LeftBehind.Contains(inner.Name)).SelectMany(inner => Walk(inner, pattern))
            );

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "C360.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No C360.sln above {AppContext.BaseDirectory}");
    }
}
