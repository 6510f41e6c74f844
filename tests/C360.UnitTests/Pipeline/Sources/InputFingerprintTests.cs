using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.UnitTests.Pipeline.Sources;

internal sealed class InputFingerprintTests
{
    private string _root = "";
    private string _models = "";

    [SetUp]
    public void MakeFolders()
    {
        _root = Directory.CreateTempSubdirectory("c360-inputs-").FullName;
        foreach (Source source in DeclaredSources.All)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(source.Name))!);
            File.WriteAllText(Full(source.Name + ".csv"), "x");
        }
        _models = Path.Combine(_root, "models");
        foreach (string model in new[] { "customer_analytics_c360", "category_sales" })
        {
            Directory.CreateDirectory(Path.Combine(_models, "views"));
            File.WriteAllText(Path.Combine(_models, "views", model + ".sql"), "SELECT 1 AS one");
        }
    }

    [TearDown]
    public void RemoveFolders() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Nothing_changed_is_the_same()
    {
        PipelineInputs before = await Take();

        Assert.That(await Take(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_of_another_size_is_another_source()
    {
        PipelineInputs before = await Take();
        DateTime written = File.GetLastWriteTimeUtc(Full("sales/transactions.csv"));
        File.WriteAllText(Full("sales/transactions.csv"), "xx");
        File.SetLastWriteTimeUtc(Full("sales/transactions.csv"), written);
        PipelineInputs after = await Take();

        Assert.That((after.SourceFingerprint != before.SourceFingerprint, after.ModelsHash == before.ModelsHash), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task A_file_of_another_time_is_another_source()
    {
        PipelineInputs before = await Take();
        File.SetLastWriteTimeUtc(Full("sales/transactions.csv"), DateTime.UnixEpoch);

        Assert.That((await Take()).SourceFingerprint, Is.Not.EqualTo(before.SourceFingerprint));
    }

    [Test]
    public async Task A_file_of_another_name_is_another_source()
    {
        PipelineInputs before = await Take();
        File.Move(Full("logistics/shipments.csv"), Full("logistics/shipments.parquet"));

        Assert.That((await Take()).SourceFingerprint, Is.Not.EqualTo(before.SourceFingerprint));
    }

    [Test]
    public async Task What_is_no_source_does_not_matter()
    {
        PipelineInputs before = await Take();
        File.WriteAllText(Full("sales/notes.txt"), "x");

        Assert.That(await Take(), Is.EqualTo(before));
    }

    [Test]
    public async Task Another_rule_is_another_pipeline()
    {
        PipelineInputs before = await Take();
        File.WriteAllText(Path.Combine(_models, "views", "category_sales.sql"), "SELECT 2 AS two");
        PipelineInputs after = await Take();

        Assert.That((after.ModelsHash != before.ModelsHash, after.SourceFingerprint == before.SourceFingerprint), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Another_cost_of_a_ticket_is_another_pipeline() =>
        Assert.That((await Take(12.51m)).ModelsHash, Is.Not.EqualTo((await Take(12.50m)).ModelsHash));

    private Task<PipelineInputs> Take(decimal cost = 12.50m) =>
        InputFingerprint.TakeAsync(_root, SourceFiles.Locate(_root), _models, cost, CancellationToken.None);

    private string Full(string name) => Path.Combine(_root, name);
}
