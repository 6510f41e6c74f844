using C360.Domain.Sources;
using C360.FunctionalTests.Pipeline.Building;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Spark.Building;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Spark;

/// <summary>The same sources built on the embedded engine and on the emulated Spark.</summary>
internal sealed class BothBuilds : IDisposable
{
    private readonly DuckDbSpark _spark;

    private BothBuilds(DuckDbSpark spark, Build embedded, Build onSpark) => (_spark, Embedded, OnSpark) = (spark, embedded, onSpark);

    public Build Embedded { get; }

    public Build OnSpark { get; }

    /// <summary>The statements that Spark was given.</summary>
    public IReadOnlyList<string> Statements => [.. _spark.Statements.Select(statement => statement.Sql)];

    public static async Task<BothBuilds> RunAsync(SourceFolder data, string asOf = "2026-06-20", string? models = null)
    {
        Build embedded = await Build.RunAsync(data, asOf, asOf, models: models);
        var spark = new DuckDbSpark("/");
        Build onSpark = await Build.RunAsync(data, asOf, asOf, engine: new SparkPipelineEngine(spark, Build.Resources), models: models);
        return new BothBuilds(spark, embedded, onSpark);
    }

    /// <summary>Equal tables, reports and sums. Of rejected rows all but what <paramref name="rejected"/> leaves out, which Spark does not tell.</summary>
    public void AssertEqual(string rejected = "row_id, source, file, key, column_name, reason, raw_values")
    {
        Assert.Multiple(() =>
        {
            foreach (
                string table in new[]
                {
                    "SELECT * FROM customer_analytics_c360",
                    "SELECT * FROM category_sales",
                    $"SELECT {rejected} FROM rejected_rows",
                }
            )
                Assert.That(OnSpark.Rows(table), Is.EqualTo(Embedded.Rows(table)), table);
            foreach (string table in new[] { "customer_analytics_c360", "category_sales", "rejected_rows" })
                Assert.That(OnSpark.Rows($"DESCRIBE {table}"), Is.EqualTo(Embedded.Rows($"DESCRIBE {table}")), table);
            Assert.That(OnSpark.Result.Sources.Select(Told), Is.EqualTo(Embedded.Result.Sources.Select(Told)));
            Assert.That(OnSpark.Result with { Sources = [] }, Is.EqualTo(Embedded.Result with { Sources = [] }));
            Assert.That(
                OnSpark.Progress.Select(now => (now.Stage, now.Number, now.Count, now.Rows)).Distinct(),
                Is.EqualTo(Embedded.Progress.Select(now => (now.Stage, now.Number, now.Count, now.Rows)).Distinct())
            );
        });
    }

    public void Dispose()
    {
        Embedded.Dispose();
        OnSpark.Dispose();
        _spark.Dispose();
    }

    private static string Told(SourceReport report) =>
        string.Join(
            '\n',
            $"{report.Source}: read {report.Read}, used {report.Used}, {report.Files} files of {report.ModifiedAt:yyyy-MM-dd HH:mm:ss.fff}",
            $"rejected {Pairs(report.Rejected)}; nulled {Pairs(report.Nulled)}; new {Pairs(report.NewValues)}; noted {Pairs(report.Noted)}",
            $"currencies {string.Join(' ', report.Currencies)}; events {report.FirstEventOn} to {report.LastEventOn}",
            $"frequent {string.Join(' ', report.FrequentNewValues)}",
            $"samples {string.Join(' ', report.Samples.Select(sample => $"{sample.Reason} {sample.File} {sample.Key} {sample.Column}"))}"
        );

    private static string Pairs(IReadOnlyDictionary<string, long> counts) =>
        string.Join(' ', counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
