using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace C360.UnitTests.House;

// What would stop the service, or let strangers in, without looking wrong.
internal sealed partial class DeploymentTests
{
    /// <summary>The services' names begin with c360: links to them would be variables that begin as our settings do, with which the service refuses to start.</summary>
    [Test]
    public void No_pod_gets_variables_that_the_service_does_not_know()
    {
        Assert.That(Kind("Service").Select(service => (string?)service["metadata"]!["name"]), Is.EqualTo((string[])["c360", "c360-admin"]));
        Assert.That(Pods.Select(pod => (string?)pod["enableServiceLinks"]), Is.EqualTo((string[])["false", "false"]));
        Assert.That(Page(), Does.Contain("\n  enableServiceLinks: false\n"), "the pod that fills the volume");
    }

    [Test]
    public void Production_is_what_there_is_without_a_word()
    {
        Assert.That(
            (string?[])
                [
                    Environment()["ENVIRONMENT"],
                    (string?)Service["environment"]!["ENVIRONMENT"],
                    (string?)Keys["environment"]!["ENVIRONMENT"],
                    (string?)Config["ENVIRONMENT"],
                ],
            Is.All.EqualTo("production")
        );
        const string Development = "docker run --rm -p 8000:8000 -e ENVIRONMENT=development c360";
        Assert.That(Text("Makefile"), Does.Contain("\ndocker-run: ## ").And.Contain($"\n\t{Development}\n"));
        Assert.That(Text("README.md"), Does.Contain($"`{Development}`"));
    }

    /// <summary>A proxy is in front of either, and nobody shall have to change the file for a number.</summary>
    [Test]
    public void What_differs_between_companies_can_be_set()
    {
        JsonNode environment = Service["environment"]!;
        foreach (
            string name in (string[])
                [
                    "CORS_ORIGINS",
                    "TRUSTED_PROXIES",
                    "RATE_LIMIT_PER_MINUTE",
                    "LOG_LEVEL",
                    "C360_AS_OF",
                    "MAX_REJECTED_PERCENT",
                    "MAX_ROW_DROP_PERCENT",
                    "SNAPSHOT_RETENTION",
                    "CACHE_TTL_MINUTES",
                    "REFRESH_CRON",
                    "REFRESH_TIMEZONE",
                ]
        )
            Assert.That((string?)environment[name], Is.EqualTo($"${{{name}:-}}"), name);
        Assert.That(
            (string?)environment["SECRET_KEY"],
            Does.StartWith("${SECRET_KEY:?").And.EqualTo((string?)Keys["environment"]!["SECRET_KEY"])
        );
        Assert.That(Names(Config), Does.Contain("TRUSTED_PROXIES"));
    }

    /// <summary>The verbs change the file as the user who reads it, and nothing but they can.</summary>
    [Test]
    public void Keys_are_changed_by_the_verbs_alone()
    {
        Assert.That(Mounts(Service), Does.Contain("./secrets:/secrets:ro"));
        Assert.That(Mounts(Keys), Is.EqualTo((string[])["./secrets:/secrets"]));
        Assert.That(Keys["profiles"]!.ToJsonString(), Is.EqualTo("""["keys"]"""), "up starts it");
        Assert.That(Keys["user"] ?? Service["user"], Is.Null, "the image's user is another");
        Assert.That(Keys["entrypoint"]!.ToJsonString(), Is.EqualTo("""["dotnet","/app/c360.dll","keys"]"""));
        foreach (string name in (string[])["image", "read_only", "cap_drop", "security_opt"])
            Assert.That(Keys[name]!.ToJsonString(), Is.EqualTo(Service[name]!.ToJsonString()), name);
        Assert.That((string?)Keys["environment"]!["API_KEYS_FILE"], Is.EqualTo((string?)Service["environment"]!["API_KEYS_FILE"]));
        Assert.That(Names(Keys["environment"]!).Except(Settings), Is.Empty);
    }

    [Test]
    public void The_sources_can_be_put_there_and_not_changed_by_the_service()
    {
        JsonNode claim = Kind("PersistentVolumeClaim").Single(one => (string?)one["metadata"]!["name"] == "c360-data");
        Assert.That(claim["spec"]!["accessModes"]!.ToJsonString(), Is.EqualTo("""["ReadWriteMany"]"""));
        Assert.That(
            Containers
                .Select(container => container["volumeMounts"]!.AsArray().Single(mount => (string?)mount!["name"] == "data")!)
                .Select(mount => (string?)mount["readOnly"]),
            Is.EqualTo((string[])["true", "true"])
        );
        Assert.That(Mounts(Service), Does.Contain("./data:/data:ro"));
    }

    /// <summary>Arguments can be read by every user of the machine, and a file .env may hold more than the page knows.</summary>
    [Test]
    public void No_page_gives_a_secret_away_or_overwrites_settings() =>
        Assert.That(Repository.Files(".", "*.md").Where(page => Careless().IsMatch(page.Text)).Select(page => page.Path), Is.Empty);

    [TestCase("kubectl create secret generic c360 --from-literal=SECRET_KEY=$SECRET_KEY", ExpectedResult = true)]
    [TestCase("docker run -e SECRET_KEY=abc c360", ExpectedResult = true)]
    [TestCase("echo SECRET_KEY=abc > .env", ExpectedResult = true)]
    [TestCase("echo SECRET_KEY=abc >.env", ExpectedResult = true)]
    [TestCase("printf '%s' abc >> .env", ExpectedResult = false)]
    [TestCase("docker run -e SECRET_KEY c360 --from-file=SECRET_KEY", ExpectedResult = false)]
    public bool What_is_careless_is_found(string line) => Careless().IsMatch(line);

    [Test]
    public void Secrets_go_neither_into_git_nor_into_the_image()
    {
        Assert.That(Text(".gitignore").Split('\n'), Is.SupersetOf((string[])[".env", "secrets/", "keys.json", "admin-keys.json"]));
        Assert.That(
            Text(".dockerignore").Split('\n'),
            Is.SupersetOf((string[])["**/.env", "**/secrets/", "**/keys.json", "**/admin-keys.json"])
        );
    }

    private static IEnumerable<string> Mounts(JsonNode service) => service["volumes"]!.AsArray().Select(volume => (string)volume!);

    private static string Page() => Text("docs/how-to/kubernetes.md");

    [GeneratedRegex(@"--from-literal|(-e|--env)[ =](SECRET_KEY|API_KEY)=|(?<!>)> ?\.env\b(?!\.)")]
    private static partial Regex Careless();
}
