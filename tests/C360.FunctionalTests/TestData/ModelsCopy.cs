namespace C360.FunctionalTests.TestData;

/// <summary>The shipped models in a folder of their own, where a test may change them.</summary>
internal sealed class ModelsCopy : IDisposable
{
    private static readonly string Shipped = System.IO.Path.Combine(AppContext.BaseDirectory, "pipeline");

    public ModelsCopy()
    {
        Path = Directory.CreateTempSubdirectory("c360-models-").FullName;
        foreach (string file in Directory.EnumerateFiles(Shipped, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The folder, as PIPELINE_PATH names it.</summary>
    public string Path { get; }

    /// <summary>Adds text at the end of a model.</summary>
    public void Append(string model, string text) => File.AppendAllText(System.IO.Path.Combine(Path, model), text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
