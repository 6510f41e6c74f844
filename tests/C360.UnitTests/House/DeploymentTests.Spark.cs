using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace C360.UnitTests.House;

// The cluster of docker compose --profile spark. No test here has run it: these see to what can be seen in the file.
internal sealed partial class DeploymentTests
{
    private static readonly string[] OfSpark = ["spark-connect", "spark-master", "spark-worker", "spark-scratch"];
    private static readonly string[] Running = OfSpark[..3];

    private static JsonNode Spark(string name) => Compose["services"]![name]!;

    [Test]
    public void Without_the_profile_nothing_of_Spark_starts_or_is_asked_for()
    {
        Assert.That(
            Compose["services"]!
                .AsObject()
                .Where(service => service.Value!["profiles"]?.ToJsonString() == """["spark"]""")
                .Select(service => service.Key),
            Is.EquivalentTo(OfSpark)
        );
        foreach (string name in (string[])["QUERY_ENGINE", "PIPELINE_ENGINE", "SPARK_REMOTE", "SPARK_CONNECT_AUTHENTICATE_TOKEN"])
            Assert.That((string?)Service["environment"]![name], Is.EqualTo($"${{{name}:-}}"), name);
        Assert.That(Service["depends_on"], Is.Null, "a dead Spark must not keep the service from starting");
        // Compose fills in the variables of all services, also of those that it does not start.
        Assert.That(OfSpark.Select(name => Spark(name).ToJsonString()), Has.None.Match(@"(?<!\$)\$\{[A-Z_]+:?\?"));
    }

    [Test]
    public void Spark_runs_as_the_service_and_sees_what_it_sees_under_the_same_paths()
    {
        string user = Instruction("USER").Single();
        Assert.That(Running.Select(name => (string?)Spark(name)["user"]), Is.All.EqualTo($"{user}:{user}"));
        Assert.That(Text("deploy/spark/passwd"), Does.Match($"(?m)^c360:x:{user}:{user}:"));
        foreach (string name in (string[])["spark-connect", "spark-worker"])
            Assert.That(
                Mounts(Spark(name)),
                Is.SupersetOf(Mounts(Service).Where(mount => Regex.IsMatch(mount, ":/(data|snapshots)(:|$)")))
                    .And.Contains("./deploy/spark/passwd:/etc/passwd:ro")
            );
        Assert.That(Spark("spark-scratch")["entrypoint"]!.ToJsonString(), Is.EqualTo($"""["chown","{user}:{user}","/scratch"]"""));
    }

    [Test]
    public void Spark_is_allowed_as_little_as_the_service_and_nobody_outside_reaches_it()
    {
        foreach (JsonNode service in OfSpark.Select(Spark))
        {
            Assert.That(service["ports"], Is.Null);
            foreach (string name in (string[])["read_only", "cap_drop", "security_opt"])
                Assert.That(service[name]!.ToJsonString(), Is.EqualTo(Service[name]!.ToJsonString()), name);
        }
        Assert.That(Running.Select(name => Spark(name)["cap_add"]), Is.All.Null);
        foreach (JsonNode service in Running.Select(Spark))
        foreach (string name in (string[])["mem_limit", "pids_limit", "cpus", "healthcheck", "logging"])
            Assert.That(service[name], Is.Not.Null, name);
    }

    [Test]
    public void Its_images_are_of_one_pinned_version() =>
        Assert.That(
            OfSpark.Select(name => (string?)Spark(name)["image"]).Distinct().Single(),
            Does.Match(@"^apache/spark:4\.0\.[0-9]+-scala2\.13-java17-ubuntu$")
        );

    /// <summary>The heap is six tenths of the container, on both sides of the standalone protocol: an executor larger than its worker is never started.</summary>
    [Test]
    public void The_memory_of_the_settings_is_the_containers_and_the_heap_is_less()
    {
        Assert.That((string?)Spark("spark-connect")["mem_limit"], Is.EqualTo("${SPARK_DRIVER_MEMORY:-2g}"));
        Assert.That((string?)Spark("spark-worker")["mem_limit"], Is.EqualTo("${SPARK_EXECUTOR_MEMORY:-2g}"));
        foreach (string name in (string[])["spark-connect", "spark-worker"])
        {
            string command = (string)Spark(name)["command"]![2]!;
            Assert.That(command, Does.Contain("$$(numfmt --from=iec \"$${1^^}\") * 6 / 10 / 1048576"), name);
            Assert.That((string?)Spark(name)["environment"]!["EXECUTOR_MEMORY"], Is.EqualTo("${SPARK_EXECUTOR_MEMORY:-2g}"), name);
        }
        // Assigned first: what fails within an argument does not stop a shell.
        const string Heap = "executor=$$(heap \"$$EXECUTOR_MEMORY\")\n";
        Assert.That(
            (string)Spark("spark-connect")["command"]![2]!,
            Does.Contain(Heap).And.Contain("driver=$$(heap \"$$DRIVER_MEMORY\")\n").And.Contain("--executor-memory \"$$executor\"")
        );
        Assert.That((string)Spark("spark-worker")["command"]![2]!, Does.Contain(Heap).And.Contain("--memory \"$$executor\""));
    }

    [Test]
    public void The_cluster_does_not_start_without_a_token() =>
        Assert.That(
            (string)Spark("spark-connect")["command"]![2]!,
            Does.StartWith(": \"$${SPARK_CONNECT_AUTHENTICATE_TOKEN:?")
                .And.Contain("org.apache.spark.sql.connect.service.SparkConnectServer")
        );

    [Test]
    public void What_Spark_waits_for_is_there()
    {
        string[] all = [.. Compose["services"]!.AsObject().Select(service => service.Key)];
        Assert.That(
            Running.SelectMany(name => Spark(name)["depends_on"]!.AsObject().Select(other => other.Key)).Distinct(),
            Is.SubsetOf(all).And.Contains("c360")
        );
        Assert.That(
            Running.SelectMany(name => Mounts(Spark(name))).Where(mount => mount[0] != '.').Select(mount => mount.Split(':')[0]).Distinct(),
            Is.SubsetOf(Compose["volumes"]!.AsObject().Select(volume => volume.Key))
        );
    }
}
