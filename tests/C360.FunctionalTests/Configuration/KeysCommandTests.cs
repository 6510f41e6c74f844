using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Configuration;

/// <summary>The verbs of keys, as the executable has them.</summary>
internal sealed class KeysCommandTests
{
    private static readonly (string, string)[] Settings =
    [
        ("API_KEYS_FILE", "keys.json"),
        ("SECRET_KEY", "a secret of the tests, 32 characters long"),
    ];

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("c360-keys-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_new_key_is_printed_alone_and_is_nowhere_else()
    {
        (int code, string output, string error) = await RealService.RunAsync(
            _folder,
            ["keys", "add", "crm", "--scope", "read", "--scope", "customers"],
            Settings
        );
        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Match("^c360_[A-Za-z0-9_-]{43}\\r?\\n$"));
        Assert.That(error, Does.Contain("crm").And.Not.Contain(output.Trim()));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "keys.json")), Does.Contain("crm").And.Not.Contain(output.Trim()));

        string[] added = Directory.GetFiles(_folder);
        Assert.That(
            await RealService.RunAsync(_folder, ["keys", "add", "crm", "--scope", "admin"], Settings),
            Is.EqualTo(
                (1, "", "API_KEYS_FILE=keys.json: has a key crm already: revoke it first, or choose another id" + Environment.NewLine)
            )
        );
        (_, output, _) = await RealService.RunAsync(_folder, ["keys", "list"], Settings);
        Assert.That(
            output.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo((string[])["crm", "read,customers", "for", "ever" + Environment.NewLine])
        );
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo(added).And.Exactly(1).Items);
    }

    [Test]
    public async Task Without_its_settings_it_says_which()
    {
        string[] add = ["keys", "add", "crm", "--scope", "read"];
        Assert.That(
            await RealService.RunAsync(_folder, add, Settings[1]),
            Is.EqualTo((2, "", "API_KEYS_FILE is not set: set it to the file of keys, in the environment or in .env" + Environment.NewLine))
        );
        (int code, _, string error) = await RealService.RunAsync(_folder, add, Settings[0]);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("SECRET_KEY is not set: with API_KEYS_FILE it must be"));
        (code, _, error) = await RealService.RunAsync(_folder, add, Settings[0], ("SECRET_KEY", "short"), ("ENVIRONMENT", "production"));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("SECRET_KEY is too short: "));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [TestCase("list")]
    [TestCase("revoke", "crm")]
    [TestCase("add", "crm", "--scope", "read")]
    public async Task A_damaged_file_is_named_with_its_line_and_left_alone(params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "keys.json"), "[\n{");
        (int code, string output, string error) = await RealService.RunAsync(_folder, ["keys", .. arguments], Settings);
        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.StartWith("API_KEYS_FILE=keys.json: line 2: must be a list of ").And.Not.Contain("   at "));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "keys.json")), Is.EqualTo("[\n{"));
    }

    [TestCase(2, "add", "crm")]
    [TestCase(2, "add", "--scope", "read")]
    [TestCase(2, "add", "crm", "--scope", "all")]
    [TestCase(1, "add", "c r m", "--scope", "read")]
    [TestCase(1, "add", "api-key", "--scope", "read")]
    [TestCase(2, "add", "crm", "--scope", "read", "--expires", "2026-02-30")]
    [TestCase(2, "add", "crm", "--scope", "read", "--expires", "2020-01-01")]
    [TestCase(1, "revoke", "crm")]
    [TestCase(2, "list", "all")]
    public async Task What_it_cannot_do_it_refuses(int expected, params string[] arguments)
    {
        (int code, _, string error) = await RealService.RunAsync(_folder, ["keys", .. arguments], Settings);
        Assert.That(code, Is.EqualTo(expected));
        Assert.That(error, Is.Not.Empty.And.Not.Contain("   at "));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }
}
