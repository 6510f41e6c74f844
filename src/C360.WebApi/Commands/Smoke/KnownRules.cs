using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using static System.FormattableString;

namespace C360.WebApi.Commands.Smoke;

/// <summary>What must hold of single operations and cannot be said in a document. The answers have been held against their schemas before.</summary>
internal static partial class KnownRules
{
    private const string Customers = "customer_count";

    private static readonly Dictionary<string, Func<Reply, Facts, string?>> Rules = new()
    {
        ["health"] = (reply, _) =>
            reply.TextAt("status") is not ("healthy" or "degraded") ? "the service says that it is not healthy"
            : reply.TextAt("database_status") != "connected" ? "database_status is not connected"
            : Number(reply.At("total_customers")) is not > 0 ? "there are no customers"
            : null,
        ["metrics"] = (reply, _) =>
            Number(reply.At("data", "total_requests")) is not > 0 ? "no request has been counted"
            : reply.TextAt("data", "engine_state") != "closed" ? "engine_state is not closed: the engine fails"
            : null,
        ["prometheus_metrics"] = (reply, _) =>
            !reply.Text.Contains("# TYPE http_server_request_duration_seconds histogram", StringComparison.Ordinal)
                ? "http_server_request_duration_seconds is missing"
            : !SnapshotCustomers().IsMatch(reply.Text) ? "c360_snapshot_customers is missing or 0"
            : null,
        ["data_quality"] = (reply, _) =>
            reply.At("data", "gate", "passed") is not { ValueKind: JsonValueKind.True } ? "the gate is shut"
            : Number(reply.At("data", "control_totals", "difference")) is not 0 ? "control_totals.difference is not 0"
            : reply.At("data", "sources")?.EnumerateArray().Any(source => Text(source, "source") == "sales/transactions") != true
                ? "sales/transactions is not among the sources"
            : null,
        ["snapshots"] = (reply, _) =>
            reply.Rows.Count(row => row.GetProperty("current").GetBoolean()) != 1 ? "not exactly one snapshot is current"
            : reply.Rows.Any(row => Number(row.GetProperty("size_bytes")) is not > 0) ? "a snapshot has no size"
            : null,
        ["customer_health_overview"] = AllCustomers,
        ["customer_segmentation"] = AllCustomers,
        ["customer_lifetime_value"] = AllCustomers,
        ["revenue_analysis"] = AllCustomers,
        ["rfm_segmentation"] = AllCustomers,
        ["lifecycle_analysis"] = AllCustomers,
        ["churn_risk_customers"] = (reply, _) => OrderFault(reply, "total_spent"),
        ["cross_sell_opportunities"] = (reply, _) => OrderFault(reply, "total_spent"),
        ["customer_profiles"] = (reply, _) => OrderFault(reply, "customer_health_score", "total_spent"),
    };

    /// <summary>The operations that have rules: a document without one of them is not that of a C360.</summary>
    public static IEnumerable<string> Operations => Rules.Keys;

    /// <summary>What is wrong with a success; null when nothing is.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="facts">What the deployment says of itself.</param>
    public static string? Fault(string operation, Reply reply, Facts facts) =>
        reply is { Status: StatusCodes.Status200OK, MediaType: Call.Json or "text/plain" }
        && Rules.TryGetValue(operation, out Func<Reply, Facts, string?>? rule)
            ? rule(reply, facts)
            : null;

    /// <summary>What is wrong with a list as an answer to the parameters; null when nothing is.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="path">What was asked, with its query string.</param>
    public static string? ParameterFault(Reply reply, string path)
    {
        foreach ((string name, StringValues values) in QueryHelpers.ParseQuery(path[path.Split('?')[0].Length..]))
        {
            if (name == "limit" && LimitFault(reply, values.ToString()) is { } fault)
                return fault;
            foreach (JsonElement row in reply.Rows)
                if (
                    row.TryGetProperty(name, out JsonElement value)
                    && value.ValueKind == JsonValueKind.String
                    && !values.Contains(value.GetString())
                )
                    return $"a row with another {name} than was asked for";
        }
        return null;
    }

    private static string? LimitFault(Reply reply, string limit) =>
        !int.TryParse(limit, out int most) ? null
        : reply.Rows.Count > most ? Invariant($"{reply.Rows.Count} rows, though limit is {most}")
        : reply.At("meta", "truncated") is { ValueKind: JsonValueKind.True } && reply.Rows.Count < most
            ? "truncated is true, though the list is shorter than limit"
        : null;

    private static string? AllCustomers(Reply reply, Facts facts)
    {
        decimal sum = reply.Rows.Sum(row => Number(row.GetProperty(Customers)) ?? 0);
        return facts.Customers is { } all && sum != all
            ? Invariant($"{Customers} adds up to {sum}, but total_customers of /health is {all}")
            : null;
    }

    /// <summary>Largest first, and among equals by customer_id.</summary>
    private static string? OrderFault(Reply reply, params string[] columns)
    {
        for (int i = 1; i < reply.Rows.Count; i++)
        {
            (JsonElement before, JsonElement row) = (reply.Rows[i - 1], reply.Rows[i]);
            int order = columns
                .Select(column => Nullable.Compare(Number(row.GetProperty(column)), Number(before.GetProperty(column))))
                .FirstOrDefault(difference => difference != 0);
            if (order == 0)
                order = string.CompareOrdinal(Text(before, "customer_id"), Text(row, "customer_id"));
            if (order > 0)
                return Invariant($"data[{i}] should stand before the row above it: by {string.Join(", ", columns)}, customer_id");
        }
        return null;
    }

    private static decimal? Number(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out decimal amount) ? amount : null;

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    [GeneratedRegex(@"^c360_snapshot_customers(\{[^}\n]*\})? [1-9]", RegexOptions.Multiline)]
    private static partial Regex SnapshotCustomers();
}
