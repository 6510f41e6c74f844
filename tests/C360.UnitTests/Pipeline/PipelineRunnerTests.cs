using C360.Domain.Refreshing;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Models;

namespace C360.UnitTests.Pipeline;

internal sealed class PipelineRunnerTests
{
    private Reports _reports = [];
    private string _path = "";
    private DuckDbDatabase _database = null!;
    private DuckDbConnection _connection = null!;

    [SetUp]
    public void Make_a_pipeline_of_empty_views()
    {
        _reports = [];
        _path = Directory.CreateTempSubdirectory("c360-models-").FullName;
        foreach (FinalView view in FinalView.All)
            Write($"views/{view.Name}.sql", Select(view.Columns));
        _database = DuckDbDatabase.Open(":memory:", new DuckDbSettings { Threads = 1 });
        _connection = _database.Connect();
        _connection.Execute("CREATE TEMP TABLE customers AS SELECT 'C1' AS customer_id, '2.7' AS points");
    }

    [TearDown]
    public void Remove_it()
    {
        _connection.Dispose();
        _database.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    [Test]
    public async Task Views_are_kept_and_the_other_models_are_there_only_for_the_connection()
    {
        Write("facts/totals.sql", "SELECT COUNT(*) AS customers FROM customers -- a comment may end a model");
        await Run();
        Assert.That(
            Rows("SELECT table_name || ' ' || temporary FROM duckdb_tables() ORDER BY table_name"),
            Is.EqualTo(new[] { "category_sales false", "customer_analytics_c360 false", "customers true", "totals true" })
        );
    }

    [Test]
    public async Task Models_may_ask_for_the_days_since_1970()
    {
        Write("facts/days.sql", "SELECT unix_date(DATE '1970-01-31') AS days");
        await Run();
        Assert.That(Rows("SELECT CAST(days AS VARCHAR) FROM days"), Is.EqualTo(new[] { "30" }));
    }

    [Test]
    public async Task Tells_each_model_before_it_runs_and_never_goes_back()
    {
        Write("facts/totals.sql", "SELECT COUNT(*) AS customers FROM customers");
        await Run();
        Assert.That(
            _reports.Select(report => (report.Stage, report.Model, report.Percent, report.Rows is null)),
            Is.EqualTo(
                // Three models: 0, 1 and 2 thirds are done; of each the rows follow.
                new (string, string?, double, bool)[]
                {
                    ("model category_sales", "category_sales", 0, true),
                    ("model category_sales", "category_sales", 0, false),
                    ("model customer_analytics_c360", "customer_analytics_c360", 100.0 / 3, true),
                    ("model customer_analytics_c360", "customer_analytics_c360", 100.0 / 3, false),
                    ("model totals", "totals", 200.0 / 3, true),
                    ("model totals", "totals", 200.0 / 3, false),
                }
            )
        );
        Assert.That(_reports.Last().Rows, Is.EqualTo(1), "an aggregate without groups is one row");
    }

    [Test]
    public async Task A_cancelled_run_begins_no_further_model()
    {
        Write("facts/totals.sql", "SELECT COUNT(*) AS customers FROM customers");
        using var cancellation = new CancellationTokenSource();
        _reports.Told = progress =>
        {
            if (progress.Stage == "model customer_analytics_c360")
                cancellation.Cancel();
        };
        await Assert.ThatAsync(() => Run(cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            Rows("SELECT table_name FROM duckdb_tables() ORDER BY table_name"),
            Is.EqualTo(new[] { "category_sales", "customers" })
        );
    }

    [TestCase("SELECT customer_id, FROM WHERE", "syntax error at or near \"WHERE\"")]
    [TestCase("SELECT customer_nr FROM customers", "Referenced column \"customer_nr\" not found in FROM clause!")]
    [TestCase("SELECT cast_to_int(points) AS points FROM customers", "Scalar Function with name cast_to_int does not exist!")]
    public Task An_engineers_error_is_told_in_the_engines_first_line(string text, string reason)
    {
        Write("facts/totals.sql", text);
        return Fails($"The model facts/totals.sql failed: {reason}");
    }

    [Test]
    public Task What_the_data_says_stays_in_the_log()
    {
        Write("facts/totals.sql", "SELECT CAST(customer_id AS INT) AS id FROM customers");
        return Fails("The model facts/totals.sql failed: Conversion Error. The log says more.");
    }

    [Test]
    public Task A_model_reaches_no_file()
    {
        Write("facts/totals.sql", "SELECT * FROM read_text('/etc/passwd')");
        return Fails("The model facts/totals.sql failed: Permission Error. The log says more.");
    }

    [Test]
    public Task A_final_view_without_a_column_that_queries_need_is_named_with_it()
    {
        FinalView view = FinalView.All[1];
        Write($"views/{view.Name}.sql", Select(view.Columns.Where(column => column.Name != "repeat_customers")));
        return Fails("The view category_sales has no column repeat_customers, which queries need.");
    }

    [Test]
    public Task A_column_of_another_type_is_named_too()
    {
        FinalView view = FinalView.All[1];
        Write(
            $"views/{view.Name}.sql",
            Select(view.Columns.Select(column => column with { Type = column.Name == "category" ? "INT" : column.Type }))
        );
        return Fails("The column category of the view category_sales is INTEGER; queries need VARCHAR.");
    }

    private static string Select(IEnumerable<ViewColumn> columns) =>
        $"SELECT {string.Join(", ", columns.Select(column => $"CAST(NULL AS {column.Type}) AS {column.Name}"))}";

    private async Task Run(CancellationToken cancellationToken = default)
    {
        ModelFolder models = await ModelFolder.ReadAsync(_path, ["customers"], CancellationToken.None);
        PipelineRunner.Run(models, _connection, _reports, cancellationToken);
    }

    private Task Fails(string message) =>
        Assert.ThatAsync(() => Run(), Throws.TypeOf<RefreshFailedException>().With.Message.EqualTo(message));

    private List<string> Rows(string sql)
    {
        var rows = new List<string>();
        using DuckDbReader reader = _connection.Query(sql, CancellationToken.None);
        while (reader.Read())
            rows.Add(reader.String(0));
        return rows;
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private sealed class Reports : List<PipelineProgress>, IProgress<PipelineProgress>
    {
        public Action<PipelineProgress>? Told { get; set; }

        public void Report(PipelineProgress value)
        {
            Add(value);
            Told?.Invoke(value);
        }
    }
}
