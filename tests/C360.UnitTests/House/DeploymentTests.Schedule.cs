using System.Text.Json.Nodes;
using C360.Infrastructure.Scheduling;

namespace C360.UnitTests.House;

// What refreshes by the clock.
internal sealed partial class DeploymentTests
{
    private static JsonNode Job => Kind("CronJob").Single()["spec"]!;

    private static JsonNode JobPod => Job["jobTemplate"]!["spec"]!["template"]!;

    /// <summary>A manifest cannot name a file of the repository.</summary>
    [Test]
    public void The_job_runs_the_script_that_the_page_runs()
    {
        JsonNode script = Kind("ConfigMap").Single(map => (string?)map["metadata"]!["name"] == "c360-refresh-script");
        // The last line end belongs to the mark between two documents.
        Assert.That((string?)script["data"]!["refresh.sh"], Is.EqualTo(Text("scripts/refresh.sh").TrimEnd()));
        JsonNode container = JobPod["spec"]!["containers"]!.AsArray().Single()!;
        Assert.That(
            container["command"]!.AsArray().Select(word => (string?)word),
            Is.EqualTo((string[])["sh", "/scripts/refresh.sh", "http://c360-admin", "/secrets/key"])
        );
        Assert.That((string?)container["image"], Does.Match("^curlimages/curl:[0-9]+\\.[0-9]+\\.[0-9]+$"));
        Assert.That(
            container["volumeMounts"]!.AsArray().Select(mount => ((string?)mount!["mountPath"], (string?)mount["readOnly"])),
            Is.EqualTo(((string?, string?)[])[("/scripts", "true"), ("/secrets", "true")])
        );
        Assert.That(container["securityContext"]!.ToJsonString(), Is.EqualTo(Containers.First()["securityContext"]!.ToJsonString()));
    }

    [Test]
    public void One_job_runs_at_a_time_and_is_no_pod_of_the_service()
    {
        Assert.That(((string?)Job["concurrencyPolicy"], (string?)JobPod["spec"]!["restartPolicy"]), Is.EqualTo(("Forbid", "Never")));
        Assert.That(
            new CronAttribute().IsValid((string?)Job["schedule"]) && new KnownTimeZoneAttribute().IsValid((string?)Job["timeZone"])
        );
        Assert.That((string?)JobPod["metadata"]!["labels"]!["c360-client"], Is.EqualTo("true"));
        Assert.That(
            Kind("Service").Select(service => (string?)service["spec"]!["selector"]!["app.kubernetes.io/name"]),
            Has.None.EqualTo((string?)JobPod["metadata"]!["labels"]!["app.kubernetes.io/name"])
        );
    }

    /// <summary>The base image has no zones but UTC.</summary>
    [Test]
    public void The_image_knows_time_zones() =>
        Assert.That(Dockerfile, Does.Contain(" tzdata ").And.Contain("\nCOPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\n"));
}
