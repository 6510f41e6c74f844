using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using C360.Application.Access;
using C360.Application.Behaviors;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Scheduling;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;
using C360.UnitTests.House;
using C360.WebApi.Configuration;

namespace C360.UnitTests.WebApi.Configuration;

/// <summary>.env.example is what the options classes say: every variable with its default, and their documentation in one line.</summary>
internal sealed class EnvExampleTests
{
    private const string Head = """
        # Settings of C360. Copy this file to .env and change what you need; the environment wins. An empty value is as good as none.

        """;

    /// <summary>The table of variables in the product's contract, row by row.</summary>
    private const string Contract = """
        ENVIRONMENT
        DEBUG
        API_HOST API_PORT
        C360_DATA_PATH
        PIPELINE_PATH
        C360_AS_OF
        CACHE_TTL_MINUTES CACHE_MAX_MB
        REFRESH_WHEN_STALE
        REFRESH_CRON REFRESH_TIMEZONE
        QUERY_ENGINE PIPELINE_ENGINE
        QUERY_TIMEOUT_SECONDS
        ENGINE_MEMORY ENGINE_THREADS ENGINE_TEMP_PATH
        SPARK_REMOTE
        SPARK_APP_NAME SPARK_EXECUTOR_MEMORY SPARK_DRIVER_MEMORY
        SNAPSHOT_PATH SNAPSHOT_RETENTION
        API_KEY API_KEYS_FILE SECRET_KEY
        RATE_LIMIT_PER_MINUTE
        TRUSTED_PROXIES
        CORS_ORIGINS
        LOG_LEVEL LOG_FORMAT ACCESS_LOG
        MAX_REJECTED_PERCENT MAX_ROW_DROP_PERCENT SUPPORT_COST_PER_TICKET
        AUTOMAPPER_LICENSE_KEY OTEL_EXPORTER_OTLP_ENDPOINT DUCKDB_LIBRARY
        """;

    private static readonly Type[] Options =
    [
        typeof(ServiceOptions),
        typeof(AccessOptions),
        typeof(PipelineOptions),
        typeof(SnapshotOptions),
        typeof(CacheOptions),
        typeof(ScheduleOptions),
        typeof(EngineOptions),
        typeof(SparkOptions),
    ];

    [Test]
    public void The_example_lists_every_variable_with_its_default_and_a_line_of_documentation() =>
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, ".env.example")), Is.EqualTo(Expected()));

    [Test]
    public void Every_class_of_options_is_in_it() =>
        Assert.That(
            new[] { typeof(ServiceOptions).Assembly, typeof(SnapshotOptions).Assembly, typeof(CacheOptions).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                // Those of the sample generator are arguments of a verb, those of the protocol its messages.
                .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Name != "SampleDataOptions")
                .Where(type => !type.Namespace!.StartsWith(typeof(SparkOptions).Namespace + ".Protocol", StringComparison.Ordinal)),
            Is.EquivalentTo(Options)
        );

    [Test]
    public void The_options_are_the_variables_of_the_contract() =>
        Assert.That(
            Options.SelectMany(type => type.GetProperties()).Select(Settings.NameOf),
            Is.EquivalentTo(Contract.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );

    private static string Expected()
    {
        var text = new StringBuilder(Head);
        foreach (Type type in Options)
        {
            object defaults = Activator.CreateInstance(type)!;
            XDocument documentation = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
            text.Append('\n');
            foreach (PropertyInfo property in type.GetProperties())
            {
                string value = Convert.ToString(Shown(property, defaults), CultureInfo.InvariantCulture)!;
                text.Append("# ").Append(Summary(documentation, property)).Append('\n');
                text.Append(Settings.NameOf(property))
                    .Append('=')
                    .Append(property.PropertyType == typeof(bool) ? value.ToLowerInvariant() : value);
                text.Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>A secret has no default, but an example, which the service refuses where it matters.</summary>
    private static object? Shown(PropertyInfo property, object defaults) =>
        property.Name == nameof(AccessOptions.SecretKey) ? AccessOptions.ExampleSecretKey : property.GetValue(defaults);

    private static string Summary(XDocument documentation, PropertyInfo property) =>
        string.Join(
            ' ',
            documentation
                .Descendants("member")
                .Single(member => (string?)member.Attribute("name") == $"P:{property.DeclaringType!.FullName}.{property.Name}")
                .Element("summary")!
                .Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
}
