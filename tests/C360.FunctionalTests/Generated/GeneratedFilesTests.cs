using C360.Generate;

namespace C360.FunctionalTests.Generated;

/// <summary>What is committed is what <c>make generate</c> writes.</summary>
internal sealed class GeneratedFilesTests
{
    private static readonly string Root = GeneratedFiles.RootAbove(AppContext.BaseDirectory);
    private IReadOnlyDictionary<string, string> _files = null!;

    [OneTimeSetUp]
    public async Task GenerateAsync() => _files = await GeneratedFiles.AllAsync();

    [Test]
    public void Every_committed_file_equals_the_generated_one()
    {
        using (Assert.EnterMultipleScope())
            foreach ((string path, string text) in _files)
            {
                string file = Path.Combine(Root, path);
                Assert.That(File.Exists(file) ? File.ReadAllText(file) : null, Is.EqualTo(text), $"{path} is old: make generate");
            }
    }

    [Test]
    public void No_file_is_left_over() => Assert.That(GeneratedFiles.Leftovers(Root, _files.Keys), Is.Empty);

    [Test]
    public async Task It_comes_out_the_same_again() => Assert.That(await GeneratedFiles.AllAsync(), Is.EqualTo(_files));
}
