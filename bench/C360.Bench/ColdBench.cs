using System.Diagnostics;
using System.Globalization;
using C360.Application;
using C360.Application.Queries;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Sql;

namespace C360.Bench;

/// <summary>A cold query end to end (HTTP, nothing cached) against the same SQL through the plain DuckDB layer on the same snapshot, in turns.</summary>
internal static class ColdBench
{
    private const int Rounds = 41;

    private static readonly (string Name, string Path)[] Cases =
    [
        ("CustomerHealthOverview", "/marketing/customer-health-overview"),
        ("ChurnRiskCustomers", "/marketing/churn-risk-customers"),
        ("LoyaltyProgramMetrics", "/marketing/loyalty-program-metrics"),
        ("CustomerSegmentation", "/marketing/customer-segmentation"),
        ("DigitalEngagementAnalysis", "/product/digital-engagement-analysis"),
        ("CrossSellOpportunities", "/product/cross-sell-opportunities"),
        ("CategoryInsights", "/product/category-insights"),
        ("CustomerLifetimeValue", "/finance/customer-lifetime-value"),
        ("RevenueAnalysis", "/finance/revenue-analysis"),
        ("RfmSegmentation", "/finance/rfm-segmentation"),
        ("ProfitabilityMetrics", "/finance/profitability-metrics"),
        ("SupportInsights", "/customer-success/support-insights"),
        ("LifecycleAnalysis", "/customer-success/lifecycle-analysis"),
        ("CustomerProfiles", "/analytics/customer-profiles"),
    ];

    public static async Task RunAsync(string data, string work)
    {
        string snapshots = Path.Combine(work, "snapshots-cold");
        await using Service service = await Service.StartAsync(
            new Dictionary<string, string>
            {
                ["C360_DATA_PATH"] = data,
                ["C360_AS_OF"] = "2025-01-01",
                ["SNAPSHOT_PATH"] = snapshots,
                ["CACHE_TTL_MINUTES"] = "0",
                ["REFRESH_WHEN_STALE"] = "false",
                ["RATE_LIMIT_PER_MINUTE"] = "0",
                ["ACCESS_LOG"] = Path.Combine(Directory.CreateDirectory(work).FullName, "access.ndjson"),
                ["LOG_LEVEL"] = "WARNING",
            }
        );
        string file = Directory.EnumerateFiles(snapshots, "c360.duckdb", SearchOption.AllDirectories).Single();
        var settings = new DuckDbSettings { ReadOnly = true, Threads = Environment.ProcessorCount };
        using DuckDbDatabase database = DuckDbDatabase.Open(file, settings);
        using DuckDbConnection connection = database.Connect();
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = service.Address };
        var texts = new QueryTexts();
        var ratios = new List<double>();
        foreach ((string name, string path) in Cases)
        {
            (Type query, _) = ApplicationServices.Catalogue.Single(entry => entry.Query.Name == name);
            (string sql, Dictionary<string, object?> parameters) = Bound(texts.Of(query), Activator.CreateInstance(query)!);
            var plain = new List<double>();
            var whole = new List<double>();
            for (int round = 0; round < Rounds; round++)
            {
                plain.Add(Plain(connection, sql, parameters));
                long start = Stopwatch.GetTimestamp();
                await client.GetByteArrayAsync(path);
                whole.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            plain.Sort();
            whole.Sort();
            ratios.Add(whole[Rounds / 2] / plain[Rounds / 2]);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -28} plain {plain[Rounds / 2], 7:F2} ms  end to end {whole[Rounds / 2], 7:F2} ms  ratio {ratios[^1]:F2}"
                )
            );
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mean ratio {ratios.Average():F2}, worst {ratios.Max():F2}"));
    }

    private static double Plain(DuckDbConnection connection, string sql, Dictionary<string, object?> parameters)
    {
        long start = Stopwatch.GetTimestamp();
        using DuckDbStatement statement = connection.Prepare(sql);
        foreach ((string name, object? value) in parameters)
            statement.Bind(name, value);
        using DuckDbReader reader = statement.Execute();
        while (reader.Read())
            for (int column = 0; column < reader.FieldCount; column++)
                _ = reader.Value(column);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>No default parameter is a list with values: every list expands to NULL.</summary>
    private static (string, Dictionary<string, object?>) Bound(QueryText text, object request)
    {
        string sql = text.Sql;
        var values = new Dictionary<string, object?>();
        foreach ((string name, object? value) in QueryParameters.Of(request))
            if (value is string[])
            {
                sql = sql.Replace($"(:{name})", "(NULL)", StringComparison.Ordinal);
                values[name + "_count"] = 0;
            }
            else
            {
                values[name] = value;
            }
        return (SqlParameters.ToDollar(sql), values);
    }
}
