using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>What no document lists: pages, several parameters together, and questions that must be refused.</summary>
/// <param name="calls">Sends and judges.</param>
internal sealed class FixedCalls(Calls calls)
{
    private static readonly (string Operation, string Query)[] Together =
    [
        ("customer_profiles", "?customer_status=Active&customer_status=Churned&loyalty_tier=Gold&customer_segment=Premium&limit=5"),
        ("customer_profiles", "?min_health_score=2.67&max_health_score=5&min_lifetime_value=0&max_lifetime_value=100000"),
        ("customer_profiles", "?churn_risk_only=true&has_app_usage=false"),
        ("rejected_rows", "?source=sales/transactions&reason=orphan&limit=1&after=1"),
    ];

    /// <summary>Asks with several parameters together, as people do.</summary>
    /// <param name="contract">The document.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TogetherAsync(Contract contract, CancellationToken cancellationToken)
    {
        foreach ((string name, string query) in Together)
            if (contract.Find(name) is { } operation)
                await calls.AskAsync(
                    operation,
                    new Call("GET", operation.Path + query),
                    [StatusCodes.Status200OK],
                    alsoHolds: null,
                    cancellationToken
                );
    }

    /// <summary>Calls the pages.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PagesAsync(CancellationToken cancellationToken)
    {
        foreach (string page in (string[])["/", "/docs/index.html", "/redoc/index.html"])
        {
            Call call = new("GET", page) { Accept = Call.Html };
            await calls.CallAsync(call, reply => AnswerJudge.StatusFault(call, reply, 200) ?? PageFault(reply), cancellationToken);
        }
        foreach (string page in (string[])["/docs", "/redoc"])
        {
            Call call = new("GET", page) { Accept = Call.Html };
            await calls.CallAsync(call, reply => AnswerJudge.StatusFault(call, reply, 200, 301, 302, 307, 308), cancellationToken);
        }
    }

    /// <summary>Asks what must be refused.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RefusedAsync(CancellationToken cancellationToken)
    {
        await RefusedAsync(
            "/analytics/customer-profiles/no%20such%20customer",
            404,
            "NotFound",
            CodeFault("customer_not_found"),
            cancellationToken
        );
        await RefusedAsync("/no/such/route", 404, "NotFound", _ => null, cancellationToken);
        foreach (
            (string path, string parameter, string said) in ((string, string, string)[])
                [
                    ("/marketing/churn-risk-customers?limitt=5", "limitt", "limit"),
                    ("/marketing/churn-risk-customers?limit=0", "limit", ""),
                    ("/marketing/churn-risk-customers?limit=1001", "limit", ""),
                    ("/finance/profitability-metrics?by=colour", "by", ""),
                    ("/admin/data-quality/rejected-rows?source=sales", "source", "sales/transactions"),
                ]
        )
            await RefusedAsync(path, 422, "ValidationError", reply => ParameterFault(reply, parameter, said), cancellationToken);
        await calls.RefusedAsync(
            new Call("GET", "/marketing/customer-health-overview") { Accept = "image/png" },
            StatusCodes.Status406NotAcceptable,
            _ => null,
            cancellationToken
        );
    }

    /// <summary>An error with a code.</summary>
    /// <param name="code">The code.</param>
    public static Func<Reply, string?> CodeFault(string code) =>
        reply => reply.TextAt("error_details", "code") == code ? null : $"error_details.code is not {code}";

    private Task RefusedAsync(string path, int status, string type, Func<Reply, string?> alsoHolds, CancellationToken cancellationToken) =>
        calls.RefusedAsync(
            new Call("GET", path),
            status,
            reply => reply.TextAt("error_type") == type ? alsoHolds(reply) : $"error_type is not {type}",
            cancellationToken
        );

    private static string? ParameterFault(Reply reply, string parameter, string said) =>
        reply.At("error_details", "errors", parameter) is not { ValueKind: JsonValueKind.Array } messages
            ? $"error_details.errors does not name {parameter}"
        : messages.EnumerateArray().Any(message => message.ToString().Contains(said, StringComparison.Ordinal)) ? null
        : $"error_details.errors.{parameter} does not mention {said}";

    private static string? PageFault(Reply reply) =>
        reply.MediaType == Call.Html && reply.Text.Contains("<html", StringComparison.OrdinalIgnoreCase) ? null : "not a page of HTML";
}
