using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>The executable itself: how it starts, refuses to start and explains itself.</summary>
internal sealed class StartTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("c360-start-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("API_PORT", "eighty", "API_PORT=eighty: must be a whole number from 0 to 65535")]
    [TestCase("ENVIRONMENT", "prod", "ENVIRONMENT=prod: must be one of development, staging, production")]
    [TestCase("C360_DATA_PATH", "nowhere", "C360_DATA_PATH=nowhere: must be a folder that exists")]
    [TestCase(
        "SPARK_REMOTE",
        "spark:15002/;token=hunter2hunter2",
        "SPARK_REMOTE: A Spark Connect address looks like sc://host:port/;key=value."
    )]
    [TestCase(
        "QUERY_ENGINE",
        "spark",
        "SPARK_REMOTE is not set: with QUERY_ENGINE=spark set it to the cluster's address, such as sc://spark:15002"
    )]
    [TestCase(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "collector:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317: must be an address such as http://collector:4317, with http or https"
    )]
    [TestCase(
        "TRUSTED_PROXIES",
        "the proxy",
        "TRUSTED_PROXIES=the proxy: must be addresses or networks such as 10.0.0.5 or 10.1.0.0/16, separated by commas"
    )]
    public async Task A_bad_setting_stops_it_with_one_line(string name, string value, string line) =>
        Assert.That(await RealService.RunAsync(_folder, [], (name, value)), Is.EqualTo((2, "", line + Environment.NewLine)));

    [Test]
    public async Task A_name_that_is_no_setting_stops_it_with_one_line()
    {
        string line = "API_PROT is no setting of C360; did you mean API_PORT?" + Environment.NewLine;
        Assert.That(await RealService.RunAsync(_folder, ["--API_PROT=1"]), Is.EqualTo((2, "", line)));
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "API_PROT=1\n");
        Assert.That(await RealService.RunAsync(_folder, []), Is.EqualTo((2, "", line)));
    }

    [Test]
    public async Task A_name_that_is_twice_in_the_file_stops_it_with_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "LOG_LEVEL=INFO\nAPI_PORT=1\nlog_level=DEBUG\n");
        string line = ".env: LOG_LEVEL is there twice; leave one" + Environment.NewLine;
        Assert.That(await RealService.RunAsync(_folder, []), Is.EqualTo((2, "", line)));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_to_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "snapshots"), "a file in the place of the folder");
        (int code, _, string error) = await RealService.RunAsync(_folder, []);
        Assert.That(
            (code, error),
            Is.EqualTo((2, "SNAPSHOT_PATH=./snapshots: must be a folder that can be made and written to" + Environment.NewLine))
        );
    }

    [Test]
    public async Task A_port_that_is_taken_is_named()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using RealService first = await RealService.StartAsync(_folder, ("C360_DATA_PATH", data.Path));
        string port = $"{first.Client.BaseAddress!.Port}";
        string other = Path.Combine(_folder, "other");
        (int Code, string Output, string Error) ended = await RealService.RunAsync(
            _folder,
            [],
            ("API_HOST", "127.0.0.1"),
            ("API_PORT", port),
            ("C360_DATA_PATH", data.Path),
            ("SNAPSHOT_PATH", other)
        );
        Assert.That(
            ended,
            Is.EqualTo((2, "", $"API_PORT={port}: must be a port that is free on API_HOST=127.0.0.1" + Environment.NewLine))
        );
    }

    /// <summary>192.0.2.0/24 is for documentation: no machine has it.</summary>
    [Test]
    public async Task An_address_that_is_not_of_this_machine_is_named() =>
        Assert.That(
            await RealService.RunAsync(_folder, [], ("API_HOST", "192.0.2.1"), ("API_PORT", "0")),
            Is.EqualTo((2, "", "API_HOST=192.0.2.1: must be an address of this machine" + Environment.NewLine))
        );

    [Test]
    public async Task No_free_port_is_taken_on_localhost() =>
        Assert.That(
            await RealService.RunAsync(_folder, [], ("API_HOST", "localhost"), ("API_PORT", "0")),
            Is.EqualTo(
                (
                    2,
                    "",
                    "API_PORT=0: must be a port of your choice with API_HOST=localhost; 127.0.0.1 can take a free one" + Environment.NewLine
                )
            )
        );

    [Test]
    public async Task The_file_env_counts_where_the_environment_says_nothing()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, ".env"),
            "# ours\nAPI_PORT=eighty\nexport LOG_FORMAT=\"loud\"\n\nRATE_LIMIT_PER_MINUTE=\n"
        );
        Assert.Multiple(async () =>
        {
            Assert.That((await RealService.RunAsync(_folder, [])).Error, Does.StartWith("API_PORT=eighty: must be"));
            Assert.That((await RealService.RunAsync(_folder, [], ("API_PORT", "0"))).Error, Does.StartWith("LOG_FORMAT=loud: must be"));
            // An argument counts before both.
            Assert.That(
                (await RealService.RunAsync(_folder, ["serve", "--API_PORT=ninety"], ("API_PORT", "0"))).Error,
                Does.StartWith("API_PORT=ninety: must be")
            );
        });
    }

    /// <summary>HOME is set wherever this runs, but .env is no script of a shell.</summary>
    [TestCase("C360_DATA_PATH=we$HOMEird")]
    [TestCase("C360_DATA_PATH=\"we$HOMEird\"")]
    [TestCase("C360_DATA_PATH='we$HOMEird'")]
    public async Task The_file_env_is_taken_literally(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), content);
        Assert.That((await RealService.RunAsync(_folder, [])).Error, Does.StartWith("C360_DATA_PATH=we$HOMEird: must be a folder"));
    }

    [Test]
    public async Task A_folder_in_the_place_of_the_file_env_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".env"));
        Assert.That(
            await RealService.RunAsync(_folder, []),
            Is.EqualTo((2, "", ".env: must be a file that can be read" + Environment.NewLine))
        );
    }

    [Test]
    public async Task A_file_env_with_a_broken_line_is_named_with_the_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "API_PORT=8000\nwhatever this is\n");
        (int code, _, string error) = await RealService.RunAsync(_folder, []);
        Assert.That(
            (code, error),
            Is.EqualTo((2, ".env, line 2: must be NAME=value, or a comment that begins with #" + Environment.NewLine))
        );
    }

    [Test]
    public async Task The_example_of_env_can_be_copied_as_it_is()
    {
        string example = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", ".env.example");
        File.Copy(example, Path.Combine(_folder, ".env"));
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using RealService service = await RealService.StartAsync(_folder, ("C360_DATA_PATH", data.Path));
        using HttpResponseMessage response = await service.Client.GetAsync("/health/live");
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    /// <summary>A file that is no library shows that the variable is honoured: the one beside the program would have loaded.</summary>
    [Test]
    public async Task A_library_of_the_engine_that_cannot_be_loaded_is_named()
    {
        string library = Path.Combine(_folder, "libduckdb.so");
        await File.WriteAllTextAsync(library, "no library");
        (int code, _, string error) = await RealService.RunAsync(
            _folder,
            ["generate", "--customers", "1", "--as-of", "2026-06-20", "--format", "parquet", "--output", "x"],
            ("DUCKDB_LIBRARY", library)
        );
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.StartWith($"DUCKDB_LIBRARY={library}: must be a DuckDB library").And.Not.Contain("   at "));
    }

    /// <summary>What is not read cannot be wrong: with these the host would not start, or listen elsewhere.</summary>
    [Test]
    public async Task Only_our_own_settings_say_where_it_listens()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using RealService service = await RealService.StartAsync(
            _folder,
            ("C360_DATA_PATH", data.Path),
            ("Kestrel__Endpoints__Other__Url", "nowhere"),
            ("ASPNETCORE_URLS", "nowhere")
        );
        using HttpResponseMessage response = await service.Client.GetAsync("/health/live");
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Help_names_the_verbs_and_their_options()
    {
        (int code, string output, string error) = await RealService.RunAsync(_folder, ["--help"]);
        Assert.That((code, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain("serve").And.Contain("generate"));
        (code, output, _) = await RealService.RunAsync(_folder, ["generate", "--help"]);
        Assert.That(code, Is.Zero);
        Assert.That(
            output,
            Does.Contain("--customers").And.Contain("--seed").And.Contain("--as-of").And.Contain("--format").And.Contain("--output")
        );
        Assert.That((await RealService.RunAsync(_folder, ["serve", "--help"])).Output, Does.Contain("environment variables"));
    }

    [TestCase("frobnicate")]
    [TestCase("serve", "quickly")]
    [TestCase("generate", "--customers", "0", "--as-of", "2026-06-20", "--output", "x")]
    [TestCase("generate", "--as-of", "2026-02-30", "--output", "x")]
    [TestCase("generate", "--as-of", "2026-06-20", "--output", "x", "--format", "xlsx")]
    [TestCase("generate", "--as-of", "2026-06-20")]
    public async Task What_it_does_not_know_it_refuses(params string[] arguments)
    {
        (int code, _, string error) = await RealService.RunAsync(_folder, arguments);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Is.Not.Empty.And.Not.Contain("   at "));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }
}
