using System.Security.Cryptography;
using C360.Domain.Sources;
using C360.Infrastructure.SampleData;

namespace C360.UnitTests.SampleData;

/// <summary>Sample data in a folder that goes with the test.</summary>
internal sealed class GeneratedSources : IDisposable
{
    public static readonly DateOnly AsOf = new(2026, 6, 20);
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("c360-sample-");

    public GeneratedSources(int customers, int seed, SampleDataFormat format = SampleDataFormat.Csv) =>
        SampleDataGenerator.Generate(new SampleDataOptions(customers, seed, AsOf, format, Path), CancellationToken.None);

    public string Path => System.IO.Path.Combine(_parent.FullName, "data");

    /// <summary>Every file with a hash of its bytes.</summary>
    public IReadOnlyDictionary<string, string> Hashes =>
        Directory
            .EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'),
                file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))
            );

    public string[] Lines(Source source) => File.ReadAllLines(System.IO.Path.Combine(Path, source.Name + ".csv"));

    public void Dispose() => _parent.Delete(recursive: true);
}
