using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.Application.Access;
using C360.Application.Behaviors;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Scheduling;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;
using C360.WebApi.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace C360.UnitTests.House;

// The files, and what is in them.
internal sealed partial class DeploymentTests
{
    private const string Kubernetes = "deploy/kubernetes";

    /// <summary>Read by the runtime, and by clients of Spark under Spark's own name.</summary>
    private static readonly string[] OfTheRuntime =
    [
        "ASPNETCORE_HTTP_PORTS",
        "DOTNET_EnableDiagnostics",
        "SPARK_CONNECT_AUTHENTICATE_TOKEN",
    ];

    private static readonly string[] Settings =
    [
        .. new[]
        {
            typeof(ServiceOptions),
            typeof(AccessOptions),
            typeof(PipelineOptions),
            typeof(SnapshotOptions),
            typeof(CacheOptions),
            typeof(ScheduleOptions),
            typeof(EngineOptions),
            typeof(SparkOptions),
        }
            .SelectMany(type => type.GetProperties())
            .Select(C360.WebApi.Configuration.Settings.NameOf),
    ];

    private static readonly string Dockerfile = Text("Dockerfile");
    private static readonly JsonNode Compose = Documents(Text("docker-compose.yml")).Single();
    private static readonly JsonNode[] Manifests = [.. Repository.Files(Kubernetes, "*.yaml").SelectMany(file => Documents(file.Text))];

    private static JsonNode Service => Compose["services"]!["c360"]!;

    private static JsonNode Keys => Compose["services"]!["keys"]!;

    private static JsonNode Config => Kind("ConfigMap").Single(map => (string?)map["metadata"]!["name"] == "c360")["data"]!;

    private static IEnumerable<JsonNode> Pods => Kind("Deployment").Select(deployment => deployment["spec"]!["template"]!["spec"]!);

    private static IEnumerable<JsonNode> Containers => Pods.Select(pod => pod["containers"]!.AsArray().Single()!);

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static string? Value(JsonNode deployment, string name) =>
        (string?)
            deployment["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().Single(entry => (string?)entry!["name"] == name)![
                "value"
            ];

    private static IEnumerable<JsonNode> Kind(string kind) => Manifests.Where(manifest => (string?)manifest["kind"] == kind);

    private static IEnumerable<string> Names(JsonNode settings) => settings.AsObject().Select(entry => entry.Key);

    private static IEnumerable<string> Instruction(string name) =>
        Dockerfile
            .Split('\n')
            .Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
            .Select(line => line[(name.Length + 1)..]);

    private static Dictionary<string, string> Environment() =>
        Variable()
            .Matches(Dockerfile[Dockerfile.IndexOf("\nENV ", StringComparison.Ordinal)..])
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    /// <summary>The documents of a file; scalars are strings.</summary>
    private static IEnumerable<JsonNode> Documents(string text)
    {
        IDeserializer reader = new DeserializerBuilder().WithDuplicateKeyChecking().Build();
        ISerializer writer = new SerializerBuilder().JsonCompatible().Build();
        foreach (string document in text.Split("\n---\n"))
            yield return JsonNode.Parse(
                writer.Serialize(reader.Deserialize<object>(new MergingParser(new Parser(new StringReader(document))))!)
            )!;
    }

    [GeneratedRegex("--chown=([0-9:]+)")]
    private static partial Regex Owner();

    /// <summary>In the instruction ENV, which goes on while lines end with a backslash.</summary>
    [GeneratedRegex(@"(?:^\nENV |\G[ ]+)([A-Za-z_]+)=(\S*)(?: \\)?\n")]
    private static partial Regex Variable();
}
