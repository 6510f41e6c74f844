using C360.Infrastructure.SampleData;

namespace C360.UnitTests.SampleData;

internal sealed class OutputFolderTests
{
    private DirectoryInfo _parent = null!;

    private string Data => Path.Combine(_parent.FullName, "data");

    [SetUp]
    public void Create() => _parent = Directory.CreateTempSubdirectory("c360-output-");

    [TearDown]
    public void Remove() => _parent.Delete(recursive: true);

    [Test]
    public void A_published_folder_is_whole_and_alone([Values] bool emptyBefore)
    {
        if (emptyBefore)
            Directory.CreateDirectory(Data);
        using (OutputFolder output = new(Data + Path.DirectorySeparatorChar))
        {
            File.WriteAllText(Path.Combine(output.Draft, "a.csv"), "a");
            output.Publish();
        }

        Assert.That(Entries(), Is.EqualTo(new[] { "data", "data/a.csv" }));
    }

    [Test]
    public void What_is_not_published_is_removed()
    {
        using (OutputFolder output = new(Data))
            File.WriteAllText(Path.Combine(output.Draft, "a.csv"), "a");

        Assert.That(Entries(), Is.Empty);
    }

    [Test]
    public void What_a_killed_process_left_is_not_published()
    {
        Directory.CreateDirectory(Data + ".partial");
        File.WriteAllText(Path.Combine(Data + ".partial", "half.csv"), "");
        File.WriteAllText(Data + ".lock", "");
        using (OutputFolder output = new(Data))
            output.Publish();

        Assert.That(Entries(), Is.EqualTo(new[] { "data" }));
    }

    [Test]
    public void A_folder_that_holds_something_is_refused()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "precious"), "");

        Assert.That(() => new OutputFolder(Data), Throws.TypeOf<IOException>().With.Message.Contains("'data' is not empty"));
        Assert.That(Entries(), Is.EqualTo(new[] { "data", "data/precious" }));
    }

    [Test]
    public void A_file_is_refused()
    {
        File.WriteAllText(Data, "");

        Assert.That(() => new OutputFolder(Data), Throws.TypeOf<IOException>().With.Message.Contains("'data' is a file"));
    }

    [Test]
    public void A_second_one_at_the_same_place_is_refused()
    {
        using OutputFolder first = new(Data);

        Assert.That(() => new OutputFolder(Data), Throws.TypeOf<IOException>().With.Message.StartsWith("Another process is generating"));
        first.Publish();
        Assert.That(Entries(), Does.Contain("data"));
    }

    private string[] Entries() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_parent.FullName, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_parent.FullName, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
}
