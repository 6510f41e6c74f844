using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>The life of a refresh, from being asked for to its snapshot being put back: everything that is posted.</summary>
/// <param name="contract">The document.</param>
/// <param name="calls">Sends and judges.</param>
internal sealed class RefreshCycle(Contract contract, Calls calls)
{
    private const string Start = "refresh_data";
    private const string Cancel = "cancel_refresh";
    private const string Activate = "activate_snapshot";
    private const string Nothing = "none";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly int[] Ok = [StatusCodes.Status200OK];
    private static readonly int[] Accepted = [StatusCodes.Status202Accepted];
    private static readonly int[] NotFound = [StatusCodes.Status404NotFound];

    /// <summary>The operations that it calls.</summary>
    public static IReadOnlyList<string> Posted { get; } = [Start, Cancel, Activate];

    /// <summary>Those that it needs besides.</summary>
    public static IReadOnlyList<string> Asked { get; } = ["refresh", "snapshots", "customer_health_overview"];

    /// <summary>Asks for a refresh, then for one that is done in any case, follows it to its end and looks at what it left.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Missing ones are in the table already.
        if (Posted.Concat(Asked).Any(name => contract.Find(name) is null))
            return;
        (Reply begun, _) = await PostAsync(Start, "", [.. Ok, .. Accepted], LocationFault, cancellationToken);
        if (begun.TextAt("data", "refresh_id") is { } running)
            await EndOfAsync(running, cancellationToken);
        (Reply forced, _) = await PostAsync(Start, "?force_refresh=true", Accepted, LocationFault, cancellationToken);
        string refresh = forced.TextAt("data", "refresh_id") ?? Nothing;
        if (refresh != Nothing)
            await EndOfAsync(refresh, cancellationToken);
        (Reply ended, _) = await GetAsync("refresh", refresh, EndFault, cancellationToken);
        // Null when there was no refresh: that has been said.
        string? version = ended.TextAt("data", "data_version");
        await GetAsync(
            "customer_health_overview",
            null,
            reply =>
                version is null || reply.TextAt("meta", "data_version") == version
                    ? null
                    : "the answer does not come from the snapshot of the refresh",
            cancellationToken
        );
        (Reply snapshots, _) = await GetAsync("snapshots", null, reply => CurrentFault(reply, version), cancellationToken);
        string current = CurrentOf(snapshots) ?? Nothing;
        // Is current already: nothing changes.
        await PostAsync(
            Activate,
            current,
            Ok,
            reply => reply.TextAt("data", "version") == current ? null : "another snapshot was activated",
            cancellationToken
        );
        await PostAsync(Activate, Nothing, NotFound, FixedCalls.CodeFault("snapshot_not_found"), cancellationToken);
        await PostAsync(Cancel, refresh, Ok, EndFault, cancellationToken);
    }

    private Task<(Reply Reply, bool IsGood)> PostAsync(
        string name,
        string row,
        int[] statuses,
        Func<Reply, string?> alsoHolds,
        CancellationToken cancellationToken
    ) => AskAsync("POST", name, row, statuses, alsoHolds, cancellationToken);

    private Task<(Reply Reply, bool IsGood)> GetAsync(
        string name,
        string? row,
        Func<Reply, string?> alsoHolds,
        CancellationToken cancellationToken
    ) => AskAsync("GET", name, row ?? "", Ok, alsoHolds, cancellationToken);

    private Task<(Reply Reply, bool IsGood)> AskAsync(
        string method,
        string name,
        string row,
        int[] statuses,
        Func<Reply, string?> alsoHolds,
        CancellationToken cancellationToken
    )
    {
        Operation operation = contract.Find(name)!;
        string path = operation.List is null ? operation.Path + row : operation.PathOf(row);
        return calls.AskAsync(operation, new Call(method, path), statuses, alsoHolds, cancellationToken);
    }

    private async Task EndOfAsync(string refresh, CancellationToken cancellationToken)
    {
        var look = new Call("GET", contract.Find("refresh")!.PathOf(refresh));
        TimeSpan pause = ShortestPause;
        for (TimeSpan waited = TimeSpan.Zero; waited < Patience; waited += pause)
        {
            Reply reply = await calls.LookAsync(look, cancellationToken);
            if (reply.TextAt("data", "status") is not ("queued" or "running"))
                return;
            await Task.Delay(pause, cancellationToken);
            pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
        }
    }

    private static string? LocationFault(Reply reply) =>
        reply.Status == StatusCodes.Status202Accepted
        && reply
            .Headers.GetValueOrDefault("Location")
            ?.EndsWith($"/admin/refreshes/{reply.TextAt("data", "refresh_id")}", StringComparison.Ordinal) != true
            ? "Location does not lead to the refresh"
            : null;

    private static string? EndFault(Reply reply) =>
        reply.TextAt("data", "status") != "succeeded" ? $"the refresh is {reply.TextAt("data", "status")}: {reply.TextAt("data", "error")}"
        : reply.At("data", "percent")?.ToString() != "100" ? "the refresh has succeeded, but percent is not 100"
        : null;

    private static string? CurrentOf(Reply snapshots) =>
        snapshots
            .Rows.Where(row => row.TryGetProperty("current", out JsonElement current) && current.ValueKind == JsonValueKind.True)
            .Select(row => row.GetProperty("version").GetString())
            .FirstOrDefault();

    private static string? CurrentFault(Reply snapshots, string? version) =>
        version is null || CurrentOf(snapshots) == version ? null : "the snapshot of the refresh is not the current one";
}
