using System.ComponentModel.DataAnnotations;
using C360.Application.Behaviors;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Scheduling;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;
using C360.WebApi.Configuration;
using Microsoft.Extensions.Configuration;

namespace C360.UnitTests.WebApi.Configuration;

internal sealed class SettingsTests
{
    private const string NoCron =
        "five fields, minute hour day month weekday, such as 30 2 * * * or 0 6-18/2 * * MON-FRI, and of a day that comes some day";

    [Test]
    public void Without_variables_everything_has_its_default()
    {
        ServiceOptions service = Read<ServiceOptions>();
        CacheOptions cache = Read<CacheOptions>();
        EngineOptions engine = Read<EngineOptions>();
        PipelineOptions pipeline = Read<PipelineOptions>();
        Assert.Multiple(() =>
        {
            Assert.That(
                (service.Environment, service.Debug, service.ApiHost, service.ApiPort),
                Is.EqualTo(("development", false, "0.0.0.0", 8000))
            );
            Assert.That((service.RateLimitPerMinute, service.LogLevel, service.LogFormat), Is.EqualTo((100, "INFO", "json")));
            Assert.That(service.Origins, Is.EqualTo((string[])["*"]));
            Assert.That((cache.CacheTtlMinutes, cache.CacheMaxMb, cache.RefreshWhenStale), Is.EqualTo((30, 128, true)));
            Assert.That(
                (engine.QueryEngine, pipeline.PipelineEngine, engine.QueryTimeoutSeconds),
                Is.EqualTo(("embedded", "embedded", 30))
            );
            Assert.That(engine.Threads, Is.EqualTo(Environment.ProcessorCount));
            Assert.That(
                (pipeline.Sample, pipeline.AsOf, pipeline.SupportCostPerTicket),
                Is.EqualTo((true, new AsOfSetting(AsOfKind.Latest), 12.50m))
            );
            Assert.That(
                new SnapshotOptions(),
                Has.Property("SnapshotPath").EqualTo("./snapshots").And.Property("SnapshotRetention").EqualTo(7)
            );
        });
    }

    [Test]
    public void As_of_is_today_once_there_is_data() =>
        Assert.That(Read<PipelineOptions>(("C360_DATA_PATH", Path.GetTempPath())).AsOf, Is.EqualTo(new AsOfSetting(AsOfKind.Today)));

    [Test]
    public void A_good_value_takes_effect()
    {
        ServiceOptions service = Read<ServiceOptions>(
            ("ENVIRONMENT", "Development"),
            ("DEBUG", "True"),
            ("API_HOST", "::1"),
            ("API_PORT", " 9000 "),
            ("RATE_LIMIT_PER_MINUTE", "0"),
            ("CORS_ORIGINS", "https://a.example, http://b.example:8080"),
            ("LOG_LEVEL", "warning"),
            ("LOG_FORMAT", "text"),
            ("AUTOMAPPER_LICENSE_KEY", "key")
        );
        CacheOptions cache = Read<CacheOptions>(("CACHE_TTL_MINUTES", "0"), ("CACHE_MAX_MB", "1"), ("REFRESH_WHEN_STALE", "false"));
        EngineOptions engine = Read<EngineOptions>(("ENGINE_MEMORY", "4GB"), ("ENGINE_THREADS", "3"), ("QUERY_TIMEOUT_SECONDS", "1"));
        PipelineOptions pipeline = Read<PipelineOptions>(("C360_AS_OF", "2024-02-29"), ("SUPPORT_COST_PER_TICKET", "7.25"));
        Assert.Multiple(() =>
        {
            Assert.That(
                (service.Environment, service.Debug, service.ApiHost, service.ApiPort),
                Is.EqualTo(("development", true, "::1", 9000))
            );
            Assert.That((service.RateLimitPerMinute, service.LogLevel, service.LogFormat), Is.EqualTo((0, "WARNING", "text")));
            Assert.That(service.Origins, Is.EqualTo((string[])["https://a.example", "http://b.example:8080"]));
            Assert.That(service.AutomapperLicenseKey, Is.EqualTo("key"));
            Assert.That((cache.CacheTtlMinutes, cache.CacheMaxMb, cache.RefreshWhenStale), Is.EqualTo((0, 1, false)));
            // A quarter of 4 GB for queries, three quarters for a refresh.
            Assert.That((engine.Threads, engine.QueryMemory, engine.RefreshMemory), Is.EqualTo((3, "1000MB", "3000MB")));
            Assert.That(engine.QueryTimeoutSeconds, Is.EqualTo(1));
            Assert.That(pipeline.AsOf, Is.EqualTo(new AsOfSetting(AsOfKind.Date, new DateOnly(2024, 2, 29))));
            Assert.That(pipeline.SupportCostPerTicket, Is.EqualTo(7.25m));
        });
    }

    [TestCase(typeof(ServiceOptions), "ENVIRONMENT", "prod", "one of development, staging, production")]
    [TestCase(typeof(ServiceOptions), "DEBUG", "1", "true or false")]
    [TestCase(typeof(ServiceOptions), "API_HOST", "127.0.0.l", "an IP address or localhost")]
    [TestCase(typeof(ServiceOptions), "API_PORT", "65536", "a whole number from 0 to 65535")]
    [TestCase(typeof(ServiceOptions), "API_PORT", "-1", "a whole number from 0 to 65535")]
    [TestCase(typeof(ServiceOptions), "API_PORT", "http", "a whole number from 0 to 65535")]
    [TestCase(
        typeof(ServiceOptions),
        "TRUSTED_PROXIES",
        "proxy.example.com",
        "addresses or networks such as 10.0.0.5 or 10.1.0.0/16, separated by commas"
    )]
    [TestCase(typeof(ServiceOptions), "RATE_LIMIT_PER_MINUTE", "1.5", "a whole number from 0 to 1000000")]
    [TestCase(
        typeof(ServiceOptions),
        "CORS_ORIGINS",
        "https://a.example/",
        "*, or addresses such as https://dash.example.com, separated by commas"
    )]
    [TestCase(typeof(ServiceOptions), "CORS_ORIGINS", "a.example", "*, or addresses such as https://dash.example.com, separated by commas")]
    [TestCase(typeof(ServiceOptions), "LOG_LEVEL", "TRACE", "one of DEBUG, INFO, WARNING, ERROR, CRITICAL")]
    [TestCase(typeof(ServiceOptions), "LOG_FORMAT", "xml", "one of json, text")]
    [TestCase(typeof(CacheOptions), "CACHE_TTL_MINUTES", "525601", "a whole number from 0 to 525600")]
    [TestCase(typeof(CacheOptions), "CACHE_MAX_MB", "0", "a whole number from 1 to 1048576")]
    [TestCase(typeof(CacheOptions), "REFRESH_WHEN_STALE", "maybe", "true or false")]
    [TestCase(typeof(ScheduleOptions), "REFRESH_CRON", "nightly", NoCron)]
    [TestCase(typeof(ScheduleOptions), "REFRESH_CRON", "0 30 2 * * *", NoCron)]
    [TestCase(typeof(ScheduleOptions), "REFRESH_CRON", "0 3 30 2 *", NoCron)]
    [TestCase(
        typeof(ScheduleOptions),
        "REFRESH_TIMEZONE",
        "Europe/Atlantis",
        "the IANA name of a time zone that this machine knows, such as UTC or Europe/Berlin"
    )]
    [TestCase(typeof(EngineOptions), "QUERY_ENGINE", "duckdb", "one of embedded, spark")]
    [TestCase(typeof(PipelineOptions), "PIPELINE_ENGINE", "sparkly", "one of embedded, spark")]
    [TestCase(typeof(EngineOptions), "QUERY_TIMEOUT_SECONDS", "0", "a whole number from 1 to 3600")]
    [TestCase(typeof(EngineOptions), "ENGINE_MEMORY", "lots", "a size such as 4GB or 1500MB")]
    [TestCase(typeof(EngineOptions), "ENGINE_MEMORY", "0GB", "a size such as 4GB or 1500MB")]
    [TestCase(typeof(EngineOptions), "ENGINE_THREADS", "0", "a whole number from 1 to 1024")]
    [TestCase(typeof(EngineOptions), "DUCKDB_LIBRARY", "/no/such/libduckdb.so", "a file that exists")]
    [TestCase(typeof(EngineOptions), "ENGINE_TEMP_PATH", "/dev/null/temp", "a folder that can be made and written to")]
    [TestCase(typeof(SnapshotOptions), "SNAPSHOT_PATH", "/dev/null/snapshots", "a folder that can be made and written to")]
    [TestCase(typeof(SnapshotOptions), "SNAPSHOT_RETENTION", "0", "a whole number from 1 to 1000")]
    [TestCase(typeof(PipelineOptions), "C360_DATA_PATH", "/no/such/folder", "a folder that exists")]
    [TestCase(typeof(PipelineOptions), "PIPELINE_PATH", "/no/such/folder", "a folder that exists")]
    [TestCase(typeof(PipelineOptions), "C360_AS_OF", "2024-02-30", "today, latest or a date YYYY-MM-DD")]
    [TestCase(typeof(PipelineOptions), "C360_AS_OF", "2024-2-3", "today, latest or a date YYYY-MM-DD")]
    [TestCase(typeof(PipelineOptions), "C360_AS_OF", "yesterday", "today, latest or a date YYYY-MM-DD")]
    [TestCase(typeof(PipelineOptions), "SUPPORT_COST_PER_TICKET", "12,50", "an amount such as 12.50, from 0 to 9999999.99")]
    [TestCase(typeof(PipelineOptions), "SUPPORT_COST_PER_TICKET", "12.505", "an amount such as 12.50, from 0 to 9999999.99")]
    [TestCase(typeof(PipelineOptions), "SUPPORT_COST_PER_TICKET", "-1", "an amount such as 12.50, from 0 to 9999999.99")]
    public void A_bad_value_is_named_with_what_is_allowed(Type options, string name, string value, string allowed) =>
        Assert.That(
            () => Settings.Read(options, Variables((name, value))),
            Throws.TypeOf<SettingException>().With.Message.EqualTo($"{name}={value}: must be {allowed}")
        );

    [TestCase("/srv/data/", "/srv/data")]
    [TestCase("/srv/data", "/srv/data")]
    [TestCase("s3a://bucket/c360/", "s3a://bucket/c360")]
    [TestCase("abfss://box@account.dfs.core.windows.net/c360", "abfss://box@account.dfs.core.windows.net/c360")]
    [TestCase("dbfs:/c360", "dbfs:/c360")]
    public void A_path_of_sources_is_what_the_cluster_calls_it(string path, string expected) =>
        Assert.That(new PipelineOptions { PipelineEngine = "spark", C360DataPath = path }.DataPath, Is.EqualTo(expected));

    [TestCase("spark", true)]
    [TestCase("embedded", false)]
    public void A_folder_of_sources_is_there_unless_the_cluster_reads_it(string engine, bool isAllowed)
    {
        var options = new PipelineOptions { PipelineEngine = engine, C360DataPath = "s3a://bucket/c360" };
        var context = new ValidationContext(options) { MemberName = nameof(PipelineOptions.C360DataPath) };

        Assert.That(Validator.TryValidateProperty(options.C360DataPath, context, null), Is.EqualTo(isAllowed));
    }

    [Test]
    public void A_value_of_several_lines_is_told_in_one() =>
        Assert.That(
            () => Read<ServiceOptions>(("API_PORT", "80\n00")),
            Throws.TypeOf<SettingException>().With.Message.EqualTo("API_PORT=80 00: must be a whole number from 0 to 65535")
        );

    [TestCase("spark:15002", "A Spark Connect address looks like sc://host:port/;key=value.")]
    [TestCase("sc://spark:0/;token=hunter2hunter2", "The port of a Spark Connect address is a number from 1 to 65535.")]
    [TestCase("sc://spark/;token=hunter2 hunter2", "token has characters that no token has: blanks, line ends, or others than ASCII.")]
    [TestCase("sc://spark/;use_ssl=hunter2hunter2", "use_ssl is true or false.")]
    [TestCase(
        "sc://spark/;session_id=0b0e9c1e-6f0a-4b43-9d5e-111111111111",
        "session_id cannot be chosen: every snapshot has a session of its own."
    )]
    public void A_bad_address_of_spark_is_explained_without_showing_it(string value, string line) =>
        Assert.That(
            () => Read<SparkOptions>(("SPARK_REMOTE", value)),
            Throws.TypeOf<SettingException>().With.Message.EqualTo($"SPARK_REMOTE: {line}")
        );

    // A value that is no setting of the client's is a header, which may be a secret as well.
    [TestCase("sc://spark/;use_ssl=true;user_id=analytics", "")]
    [TestCase("sc://spark/;token=hunter2hunter2", "Bearer hunter2hunter2|hunter2hunter2")]
    [TestCase("sc://spark/;authorization=Bearer%20hunter2hunter2", "Bearer hunter2hunter2|hunter2hunter2")]
    [TestCase("", "")]
    public void What_is_secret_in_the_address_is_known(string value, string secrets) =>
        Assert.That(string.Join('|', Read<SparkOptions>(("SPARK_REMOTE", value)).Secrets()), Is.EqualTo(secrets));

    [TestCase("QUERY_ENGINE", "spark")]
    [TestCase("PIPELINE_ENGINE", " Spark ")]
    public void An_engine_that_is_nowhere_is_refused_with_both_names(string engine, string value) =>
        Assert.That(
            () => Settings.RefuseNowhere(Variables((engine, value), ("SPARK_REMOTE", " "))),
            Throws
                .TypeOf<SettingException>()
                .With.Message.EqualTo(
                    $"SPARK_REMOTE is not set: with {engine}=spark set it to the cluster's address, such as sc://spark:15002"
                )
        );

    [TestCase("QUERY_ENGINE", "spark", "sc://spark")]
    [TestCase("QUERY_ENGINE", "embedded", "")]
    [TestCase("PIPELINE_ENGINE", "", "")]
    public void Others_are_not(string engine, string value, string remote) =>
        Assert.That(() => Settings.RefuseNowhere(Variables((engine, value), ("SPARK_REMOTE", remote))), Throws.Nothing);

    [TestCase("")]
    [TestCase("  ")]
    public void An_empty_variable_is_as_good_as_none(string value)
    {
        Assert.That(Read<SparkOptions>(("SPARK_REMOTE", value)).SparkRemote, Is.Null);
        Assert.That(Read<ServiceOptions>(("API_PORT", value)).ApiPort, Is.EqualTo(8000));
    }

    [TestCase("--API_HOSTS=127.0.0.1", "API_HOSTS is no setting of C360; did you mean API_HOST?")]
    [TestCase("--urls=http://127.0.0.1:1", "urls is no setting of C360")]
    [TestCase("--Logging:Level=1", "Logging is no setting of C360")]
    public void An_argument_that_is_no_setting_is_refused(string argument, string line) =>
        Assert.That(
            () => Settings.RefuseUnknown(Settings.Source([argument]), [typeof(ServiceOptions)]),
            Throws.TypeOf<SettingException>().With.Message.EqualTo(line)
        );

    [TestCase("C360_DATA_PAHT", "C360_DATA_PAHT is no setting of C360; did you mean C360_DATA_PATH?")]
    [TestCase("API_HOSTS", null)]
    public void In_the_environment_only_names_that_begin_as_ours_are_refused(string name, string? line)
    {
        Environment.SetEnvironmentVariable(name, "x");
        try
        {
            Assert.That(
                () => Settings.RefuseUnknown(Settings.Source([]), [typeof(PipelineOptions)]),
                line is null ? Throws.Nothing : Throws.TypeOf<SettingException>().With.Message.EqualTo(line)
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Test]
    public void Settings_in_any_case_and_the_arguments_of_a_host_are_no_misspellings() =>
        Assert.That(
            () =>
                Settings.RefuseUnknown(
                    Settings.Source(["--api_port=1", "--SPARK_REMOTE=", "--contentRoot=/", "--applicationName=c360"]),
                    [typeof(ServiceOptions), typeof(SparkOptions)]
                ),
            Throws.Nothing
        );

    private static T Read<T>(params (string, string)[] variables) => (T)Settings.Read(typeof(T), Variables(variables));

    private static IConfiguration Variables(params (string Name, string Value)[] variables) =>
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value))).Build();
}
