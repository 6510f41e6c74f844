using static System.FormattableString;

namespace C360.WebApi.Commands.Smoke;

/// <summary>Sends calls, has them judged and written down. It knows what the deployment says of itself, as of its last answer.</summary>
/// <param name="deployment">The deployment.</param>
/// <param name="contract">Its document.</param>
/// <param name="table">Where the verdicts go.</param>
internal sealed class Calls(Deployment deployment, Contract contract, VerdictTable table)
{
    private const string HealthPath = "/health";
    private readonly AnswerJudge _judge = new(contract);

    /// <summary>What the deployment says of itself.</summary>
    public Facts Facts { get; private set; } = Facts.None;

    /// <summary>Asks an operation and judges the answer by all that is known of it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="call">The call.</param>
    /// <param name="statuses">The statuses that the answer may have.</param>
    /// <param name="alsoHolds">What is wrong with an answer that is good in itself; null: nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The answer, and whether it was good.</returns>
    public async Task<(Reply Reply, bool IsGood)> AskAsync(
        Operation operation,
        Call call,
        int[] statuses,
        Func<Reply, string?>? alsoHolds,
        CancellationToken cancellationToken
    )
    {
        Call asked = call with { Scope = operation.Scope };
        Reply reply = await deployment.SendAsync(asked, cancellationToken);
        string? fault = Judged(() => _judge.Fault(operation, asked, reply, statuses));
        // One that is not good is not believed, but for where it runs: nothing is posted into production because its /health is bad.
        if (operation.Path == HealthPath)
            Facts = (fault is null ? Facts.Of(reply) : Facts) with { Environment = Facts.Of(reply).Environment ?? Facts.Environment };
        fault ??=
            await VersionFaultAsync(reply, cancellationToken)
            ?? Judged(() =>
                KnownRules.Fault(operation.Id, reply, Facts) ?? KnownRules.ParameterFault(reply, asked.Path) ?? alsoHolds?.Invoke(reply)
            );
        table.Add(asked, reply, fault);
        return (reply, fault is null);
    }

    /// <summary>Asks again with the tag of an answer, and expects that there is nothing new.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="path">What was asked.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AskAgainAsync(Operation operation, string path, string tag, CancellationToken cancellationToken)
    {
        Call call = new("GET", path) { Scope = operation.Scope, IfNoneMatch = tag };
        Reply reply = await deployment.SendAsync(call, cancellationToken);
        // The data may have changed just now; twice it does not.
        if (reply.Status == StatusCodes.Status200OK && reply.ETag is { } other && other != tag)
            reply = await deployment.SendAsync(call with { IfNoneMatch = other }, cancellationToken);
        table.Add(call, reply, _judge.Fault(operation, call, reply, StatusCodes.Status304NotModified));
    }

    /// <summary>Asks what should be refused.</summary>
    /// <param name="call">The call.</param>
    /// <param name="status">The status of the refusal.</param>
    /// <param name="alsoHolds">What is wrong with a refusal that is good in itself; null: nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task RefusedAsync(Call call, int status, Func<Reply, string?> alsoHolds, CancellationToken cancellationToken) =>
        CallAsync(call, reply => _judge.ErrorFault(Scoped(call), reply, status) ?? alsoHolds(reply), cancellationToken);

    /// <summary>Sends a call and writes a verdict down.</summary>
    /// <param name="call">The call.</param>
    /// <param name="judge">What is wrong with the answer; null: nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CallAsync(Call call, Func<Reply, string?> judge, CancellationToken cancellationToken)
    {
        Call asked = Scoped(call);
        Reply reply = await deployment.SendAsync(asked, cancellationToken);
        table.Add(asked, reply, Judged(() => judge(reply)));
    }

    /// <summary>Sends a call that is not judged.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<Reply> LookAsync(Call call, CancellationToken cancellationToken) => deployment.SendAsync(Scoped(call), cancellationToken);

    /// <summary>A document may promise what the rules of this c360 do not expect, and a text may hold half a character.</summary>
    private static string? Judged(Func<string?> judge)
    {
        try
        {
            return judge();
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return "the answer is not what this c360 knows of it; use the deployment's own";
        }
    }

    private Call Scoped(Call call) => call with { Scope = contract.ScopeOf(call) };

    /// <summary>All answers come from one snapshot, unless a newer one has been published in between.</summary>
    private async Task<string?> VersionFaultAsync(Reply reply, CancellationToken cancellationToken)
    {
        string? version = reply.TextAt("meta", "data_version");
        if (version is null || Facts.DataVersion is null || version == Facts.DataVersion)
            return null;
        Facts now = Facts.Of(await deployment.SendAsync(new Call("GET", HealthPath), cancellationToken));
        Facts = now with { Environment = now.Environment ?? Facts.Environment };
        return version == Facts.DataVersion ? null : Invariant($"data_version is {version}, while {HealthPath} says {Facts.DataVersion}");
    }
}
