namespace C360.Generate;

/// <summary>What <c>make generate</c> runs: writes every generated file of the repository that the working folder is in.</summary>
internal static class Entry
{
    private static async Task Main()
    {
        string root = GeneratedFiles.RootAbove(Environment.CurrentDirectory);
        IReadOnlyDictionary<string, string> files = await GeneratedFiles.AllAsync();
        foreach ((string path, string text) in files)
        {
            string file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            bool same = File.Exists(file) && await File.ReadAllTextAsync(file) == text;
            if (!same)
                await File.WriteAllTextAsync(file, text);
            Console.WriteLine($"{(same ? "unchanged" : "written  ")} {path}");
        }
        foreach (string path in GeneratedFiles.Leftovers(root, files.Keys).ToArray())
        {
            File.Delete(Path.Combine(root, path));
            Console.WriteLine($"deleted   {path}");
        }
    }
}
