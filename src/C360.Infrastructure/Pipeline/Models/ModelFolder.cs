using System.Security.Cryptography;
using System.Text;
using C360.Domain.Refreshing;
using C360.Domain.Views;

namespace C360.Infrastructure.Pipeline.Models;

/// <summary>The models of <c>PIPELINE_PATH</c>, in an order in which they can run; the same for every engine.</summary>
internal sealed class ModelFolder
{
    private ModelFolder(IReadOnlyList<Model> models, string hash) => (Models, Hash) = (models, hash);

    /// <summary>The table of one row that says what the rules count with: as_of, profile_created_at and support_cost_per_ticket.</summary>
    public const string RunTable = "run";

    /// <summary>The models; each comes after those that it reads.</summary>
    public IReadOnlyList<Model> Models { get; }

    /// <summary>A hash over the names and texts of the models.</summary>
    public string Hash { get; }

    /// <summary>Reads the models and works out their order.</summary>
    /// <param name="path">The folder; its sub-folders are <see cref="Model.Layers"/>.</param>
    /// <param name="sources">The tables of the sources, as in <c>transaction_items</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RefreshFailedException">A file is at fault, or one is missing.</exception>
    public static async Task<ModelFolder> ReadAsync(string path, IReadOnlyCollection<string> sources, CancellationToken cancellationToken)
    {
        var models = new List<Model>();
        foreach (string file in Files(path))
        {
            string text = await File.ReadAllTextAsync(Path.Combine(path, file), cancellationToken);
            models.Add(new Model(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file), text));
        }
        string[] given = [.. sources, RunTable];
        CheckNames(models, given, sources);
        return new ModelFolder(ModelOrder.Of(models, given), HashOf(models));
    }

    /// <summary>The .sql files below the folder, relative to it with /, in ordinal order; those that begin with . or _ are ignored.</summary>
    private static string[] Files(string path)
    {
        if (!Directory.Exists(path))
            throw new RefreshFailedException("PIPELINE_PATH is not a folder.");
        string[] files =
        [
            .. Directory
                .EnumerateFiles(path, "*.sql", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file)[0] is not ('.' or '_'))
                .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
        if (files.FirstOrDefault(file => !Model.Layers.Contains(Path.GetDirectoryName(file))) is { } stray)
            throw new RefreshFailedException($"The model {stray} must lie in one of the folders {string.Join(", ", Model.Layers)}.");
        return files;
    }

    /// <summary>The tables that engines make for themselves, with the table of a source behind; those of files have a number behind that.</summary>
    private static readonly string[] WorkTables =
    [
        "checked_",
        "rejected_",
        "bad_",
        "orphan_",
        "duplicate_",
        "repeated_",
        "numbered_",
        "kept_",
        "raw_",
        "rows_",
        "header_",
    ];

    // What the engines keep beside the models' own; raw_rows and repeated are temporary, rejected_rows is served.
    private static readonly string[] OwnTables = ["rejected_rows", "raw_rows", "located_rows", "repeated"];

    private static bool IsTaken(string name, IReadOnlyCollection<string> sources) =>
        OwnTables.Contains(name)
        || WorkTables.FirstOrDefault(work => name.StartsWith(work, StringComparison.Ordinal)) is { } beginning
            && sources.Any(source => IsOfSource(name[beginning.Length..], source));

    private static bool IsOfSource(string name, string source) =>
        name.StartsWith(source, StringComparison.Ordinal) && name[source.Length..].TrimStart('_').All(char.IsAsciiDigit);

    private static void CheckNames(
        IReadOnlyCollection<Model> models,
        IReadOnlyCollection<string> given,
        IReadOnlyCollection<string> sources
    )
    {
        foreach (IGrouping<string, Model> named in models.GroupBy(model => model.Name))
        {
            if (named.Count() > 1)
                throw new RefreshFailedException($"Two models have one name: {string.Join(" and ", named.Select(model => model.File))}.");
            if (given.Contains(named.Key))
                throw new RefreshFailedException($"The model {named.First().File} has the name of a source; give it another.");
            if (IsTaken(named.Key, sources))
                throw new RefreshFailedException(
                    $"The model {named.First().File} has the name of a table that the build makes for itself; give it another."
                );
        }
        foreach (FinalView view in FinalView.All)
        {
            if (!models.Any(model => model.IsView && model.Name == view.Name))
                throw new RefreshFailedException($"The model {Model.Views}/{view.Name}.sql is missing; queries need it.");
        }
    }

    private static string HashOf(IEnumerable<Model> models)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Model model in models)
            hash.AppendData(Encoding.UTF8.GetBytes($"{model.File}\0{model.Select}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
