using System.Reflection;
using System.Text.Json.Nodes;
using C360.WebApi.Configuration;
using C360.WebApi.Controllers;
using Microsoft.AspNetCore.Mvc;

namespace C360.UnitTests.House;

/// <summary>Dockerfile, compose file and manifests say the same of one image, set only what the service reads, and take from it all that it does not need.</summary>
internal sealed partial class DeploymentTests
{
    [Test]
    public void Only_what_the_service_reads_is_set()
    {
        IEnumerable<string> names =
        [
            .. Names(Service["environment"]!),
            .. Names(Config),
            .. Kind("Secret").Single()["stringData"]!
                .AsObject()
                .Select(entry => entry.Key)
                .Where(name => !name.EndsWith(".json", StringComparison.Ordinal)),
            .. Containers.SelectMany(container => container["env"]!.AsArray()).Select(entry => (string)entry!["name"]!),
            .. Environment().Keys,
        ];
        Assert.That(names.Except(Settings).Except(OfTheRuntime), Is.Empty);
        Assert.That(names.Count(), Is.GreaterThan(20));
    }

    [Test]
    public void The_user_is_the_same_everywhere_and_a_number_that_is_not_roots()
    {
        string user = Instruction("USER").Single();
        Assert.That(user, Does.Match("^[1-9][0-9]*$"));
        Assert.That(
            Owner().Matches(Dockerfile).Select(match => match.Groups[1].Value),
            Is.All.EqualTo($"{user}:{user}").And.Exactly(3).Items
        );
        foreach (JsonNode pod in Pods)
        foreach (string name in (string[])["runAsUser", "runAsGroup", "fsGroup"])
            Assert.That((string?)pod["securityContext"]![name], Is.EqualTo(user), name);
    }

    [Test]
    public void The_port_is_the_same_everywhere() =>
        Assert.That(
            (string?[])
                [
                    Instruction("EXPOSE").Single(),
                    Environment()["API_PORT"],
                    (string?)Service["environment"]!["API_PORT"],
                    ((string)Service["ports"]!.AsArray().Single()!).Split(':')[^1],
                    (string?)Config["API_PORT"],
                    .. Containers.Select(container => (string?)container["ports"]!.AsArray().Single()!["containerPort"]),
                    (string?)Kind("NetworkPolicy").Single()["spec"]!["ingress"]![0]!["ports"]![0]!["port"],
                ],
            Is.All.EqualTo($"{ServiceOptions.DefaultApiPort}")
        );

    /// <summary>On a read-only root nothing else can be written.</summary>
    [Test]
    public void What_is_written_or_read_is_on_a_volume()
    {
        string[] inCompose =
        [
            .. Service["volumes"]!.AsArray().Select(volume => ((string)volume!).Split(':')[1]),
            .. Service["tmpfs"]!.AsArray().Select(volume => ((string)volume!).Split(':')[0]),
        ];
        AssertOnVolumes(Service["environment"]!, inCompose);
        Assert.That(Environment()["SNAPSHOT_PATH"], Is.EqualTo((string?)Config["SNAPSHOT_PATH"]));
        Assert.That(
            JsonNode.Parse(Instruction("VOLUME").Single())!.AsArray().Select(volume => (string)volume!).Except(inCompose),
            Is.Empty
        );
        foreach (JsonNode container in Containers)
            AssertOnVolumes(Config, [.. container["volumeMounts"]!.AsArray().Select(mount => (string)mount!["mountPath"]!)]);
    }

    [Test]
    public void Nothing_is_allowed_that_is_not_needed()
    {
        Assert.That((string?)Service["read_only"], Is.EqualTo("true"));
        Assert.That(Service["cap_drop"]!.ToJsonString(), Is.EqualTo("""["ALL"]"""));
        Assert.That(Service["security_opt"]!.ToJsonString(), Is.EqualTo("""["no-new-privileges:true"]"""));
        foreach (JsonNode container in Containers)
            Assert.That(
                container["securityContext"]!.ToJsonString(),
                Is.EqualTo("""{"allowPrivilegeEscalation":"false","readOnlyRootFilesystem":"true","capabilities":{"drop":["ALL"]}}""")
            );
        foreach (JsonNode pod in Pods)
            Assert.That(
                ((string?)pod["automountServiceAccountToken"], (string?)pod["securityContext"]!["runAsNonRoot"]),
                Is.EqualTo(("false", "true"))
            );
    }

    [Test]
    public void Probes_ask_what_there_is()
    {
        string[] known =
        [
            .. typeof(HealthController)
                .GetMethods()
                .SelectMany(action => action.GetCustomAttributes<HttpGetAttribute>())
                .Select(get => $"/health/{get.Template}".TrimEnd('/')),
        ];
        IEnumerable<string> asked = Containers.SelectMany(container =>
            ((string[])["startupProbe", "livenessProbe", "readinessProbe"]).Select(probe => (string)container[probe]!["httpGet"]!["path"]!)
        );
        Assert.That(asked.Distinct(), Is.EqualTo((string[])["/health/live", "/health/ready"]).And.SubsetOf(known));
        Assert.That(Dockerfile, Does.Contain("""CMD ["dotnet", "c360.dll", "health"]"""));
        Assert.That(Service["healthcheck"]!["test"]!.ToJsonString(), Is.EqualTo("""["CMD","dotnet","/app/c360.dll","health"]"""));
    }

    /// <summary>Until processes keep out of each other's refreshes, it is this that keeps them out.</summary>
    [Test]
    public void Only_one_pod_refreshes_and_nobody_can_ask_another_to()
    {
        Dictionary<string, JsonNode> deployments = Kind("Deployment").ToDictionary(one => (string)one["metadata"]!["name"]!);
        JsonNode refresher = deployments["c360-refresher"]["spec"]!;
        Assert.That(
            ((string?)refresher["replicas"], (string?)refresher["strategy"]!["type"], Value(refresher, "REFRESH_WHEN_STALE")),
            Is.EqualTo(("1", "Recreate", "true"))
        );
        Assert.That((string?)refresher["template"]!["spec"]!["hostname"], Is.Not.Null);
        JsonNode readers = deployments["c360-readers"]["spec"]!;
        Assert.That(Value(readers, "REFRESH_WHEN_STALE"), Is.EqualTo("false"));
        Assert.That(Value(readers, "API_KEYS_FILE"), Is.Not.EqualTo(Value(refresher, "API_KEYS_FILE")));
        Assert.That(deployments, Has.Count.EqualTo(2));
    }

    [Test]
    public void Every_manifest_is_applied_and_the_image_is_of_this_version()
    {
        Assert.That(
            Kind("Kustomization").Single()["resources"]!.AsArray().Select(file => $"{Kubernetes}/{file}"),
            Is.EquivalentTo(
                Repository
                    .Files(Kubernetes, "*.yaml")
                    .Select(file => file.Path)
                    .Where(path => !path.EndsWith("kustomization.yaml", StringComparison.Ordinal) && path != $"{Kubernetes}/cronjob.yaml")
            )
        );
        Assert.That(
            Containers.Select(container => (string?)container["image"]).Append((string?)Service["image"]),
            Is.All.EqualTo($"c360:{ServiceOptions.Version}")
        );
    }

    [Test]
    public void What_is_no_good_YAML_is_found() =>
        Assert.That(() => Documents("a: 1\na: 2\n").ToList(), Throws.InstanceOf<YamlDotNet.Core.YamlException>());

    private static void AssertOnVolumes(JsonNode settings, string[] mounts)
    {
        foreach ((string name, JsonNode? value) in settings.AsObject())
            if ((string?)value is { } path && path.StartsWith('/'))
                Assert.That(mounts.Any(mount => path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal)), $"{name}={path}");
    }
}
