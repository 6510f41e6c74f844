using C360.Application.Access;
using C360.Application.Ports;
using C360.Domain.Access;
using C360.Infrastructure.Security;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Infrastructure.Security;

internal sealed class ApiKeyRepositoryTests
{
    private const string Secret = "a secret of the tests, 32 characters long";
    private static readonly KeyHash Hashes = new(Secret);
    private readonly FakeTimeProvider _time = new();
    private readonly NotingLogger<ApiKeyRepository> _log = new();
    private string _folder = null!;
    private string _path = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("c360-keys-").FullName;
        _path = Path.Combine(_folder, "keys.json");
        _log.Lines.Clear();
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_key_of_the_file_is_found_by_what_it_hashes_to()
    {
        string bi = Add("bi", Scope.Read);
        string ops = Add("ops", Scope.Admin);
        ApiKeyRepository keys = Open();
        Assert.Multiple(() =>
        {
            Assert.That(keys.Find(bi)?.Id, Is.EqualTo("bi"));
            Assert.That(keys.Find(bi)?.Scopes, Is.EqualTo((Scope[])[Scope.Read]));
            Assert.That(keys.Find(ops)?.Id, Is.EqualTo("ops"));
            foreach (
                string bad in (string[])["", "bi", bi.ToUpperInvariant(), bi[..^1], bi + "A", bi + "\0", Convert.ToHexString(Hashes.Of(bi))]
            )
                Assert.That(keys.Find(bad), Is.Null, bad);
        });
    }

    [Test]
    public void A_key_hashed_under_another_secret_is_not_known()
    {
        string bi = Add("bi", Scope.Read);
        Assert.That(Open(secret: "another secret, also 32 characters or more").Find(bi), Is.Null);
    }

    [TestCase(null)]
    [TestCase(Secret)]
    public void The_key_of_the_setting_has_every_scope(string? secret)
    {
        ApiKeyRepository keys = new(new AccessOptions { ApiKey = "schlüssel", SecretKey = secret }, _time, _log);
        Assert.That(keys.Find("schlüssel")?.Id, Is.EqualTo("api-key"));
        Assert.That(keys.Find("schlüssel")?.Scopes, Is.EqualTo((Scope[])[Scope.Read, Scope.Customers, Scope.Admin]));
        Assert.That(keys.Find("schlussel"), Is.Null);
    }

    [Test]
    public void The_setting_and_the_file_go_together()
    {
        string bi = Add("bi", Scope.Read);
        ApiKeyRepository keys = Open(apiKey: "a key of the setting");
        new KeyFile(_path).Revoke("bi");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((keys.Find(bi), keys.Find("a key of the setting")?.Id), Is.EqualTo(((ApiKey?)null, "api-key")));
    }

    [Test]
    public void What_is_longer_than_any_key_is_not_one() =>
        Assert.That(new ApiKeyRepository(new AccessOptions { ApiKey = "k" }, _time, _log).Find(new string('k', 100_000)), Is.Null);

    [Test]
    public void The_file_is_looked_at_again_after_a_second_and_not_before()
    {
        string bi = Add("bi", Scope.Read);
        ApiKeyRepository keys = Open();
        string ops = Add("ops", Scope.Admin);
        new KeyFile(_path).Revoke("bi");
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.That((keys.Find(bi)?.Id, keys.Find(ops)), Is.EqualTo(("bi", (ApiKey?)null)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((keys.Find(bi), keys.Find(ops)?.Id), Is.EqualTo(((ApiKey?)null, "ops")));
    }

    /// <summary>Neither size nor time of the last change says that it is another file.</summary>
    [Test]
    public void A_change_is_seen_whatever_the_file_system_says_of_it()
    {
        string first = Add("bi", Scope.Read);
        DateTime changed = File.GetLastWriteTimeUtc(_path);
        long size = new FileInfo(_path).Length;
        ApiKeyRepository keys = Open();
        new KeyFile(_path).Revoke("bi");
        string second = Add("bi", Scope.Read);
        File.SetLastWriteTimeUtc(_path, changed);
        Assert.That(new FileInfo(_path).Length, Is.EqualTo(size));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((keys.Find(first), keys.Find(second)?.Id), Is.EqualTo(((ApiKey?)null, "bi")));
    }

    /// <summary>As Kubernetes mounts a secret: keys.json → ..data/keys.json, ..data → a folder by time; a change replaces the second link.</summary>
    [Test, Platform(Exclude = "Win")]
    public void A_mounted_secret_is_read_again_when_its_links_change()
    {
        string first = Mount("..1");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..1");
        File.CreateSymbolicLink(_path, "..data/keys.json");
        ApiKeyRepository keys = Open();
        Assert.That(keys.Find(first)?.Id, Is.EqualTo("bi"));

        string second = Mount("..2");
        Directory.Delete(Path.Combine(_folder, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..2");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((keys.Find(first), keys.Find(second)?.Id), Is.EqualTo(((ApiKey?)null, "bi")));

        string Mount(string folder) =>
            new KeyFile(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, "keys.json")).Add(
                "bi",
                [Scope.Read],
                null,
                Hashes
            );
    }

    [Test]
    public void A_damaged_file_keeps_the_last_good_keys_and_is_told_of_once()
    {
        string bi = Add("bi", Scope.Read);
        string good = File.ReadAllText(_path);
        ApiKeyRepository keys = Open();
        _log.Lines.Clear();
        string hash = Convert.ToHexStringLower(Hashes.Of(bi));
        File.WriteAllText(_path, good.Replace(hash, hash[1..], StringComparison.Ordinal));
        for (int second = 0; second < 3; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.That(keys.Find(bi)?.Id, Is.EqualTo("bi"));
        }
        Assert.That(
            _log.Lines,
            Is.EqualTo(
                (string[])
                    [
                        "Error: API_KEYS_FILE: key 1 (bi) must have a hash of 64 hexadecimal digits; the keys read before it was damaged stay good",
                    ]
            )
        );

        File.Delete(_path);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(keys.Find(bi)?.Id, Is.EqualTo("bi"));
        Assert.That(_log.Lines.Last(), Does.StartWith("Error: API_KEYS_FILE: must be a file that exists"));

        File.WriteAllText(_path, "[]");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(keys.Find(bi), Is.Null);
        Assert.That((_log.Lines.Count, _log.Lines.Last()), Is.EqualTo((3, "Information: 0 keys read from API_KEYS_FILE")));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{}")]
    public void At_the_start_a_missing_or_damaged_file_is_an_error(string? content)
    {
        if (content is not null)
            File.WriteAllText(_path, content);
        Assert.That(() => Open(), Throws.TypeOf<KeyFileException>());
    }

    [Test]
    public async Task Many_askers_meet_a_change_at_once()
    {
        string bi = Add("bi", Scope.Read);
        ApiKeyRepository keys = Open();
        await Parallel.ForAsync(
            0,
            2000,
            (i, _) =>
            {
                if (i % 100 == 0)
                    _time.Advance(TimeSpan.FromSeconds(1));
                if (i == 1000)
                    Add("ops", Scope.Admin);
                Assert.That(keys.Find(bi)?.Id, Is.EqualTo("bi"));
                return ValueTask.CompletedTask;
            }
        );
    }

    private string Add(string id, Scope scope) => new KeyFile(_path).Add(id, [scope], null, Hashes);

    private ApiKeyRepository Open(string? apiKey = null, string secret = Secret) =>
        new(
            new AccessOptions
            {
                ApiKey = apiKey,
                ApiKeysFile = _path,
                SecretKey = secret,
            },
            _time,
            _log
        );
}
