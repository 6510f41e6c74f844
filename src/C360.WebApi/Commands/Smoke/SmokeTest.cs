using C360.Application;
using C360.Application.Queries;

namespace C360.WebApi.Commands.Smoke;

/// <summary>One pass over a deployment: everything is called, one line of the table each.</summary>
/// <param name="deployment">The deployment.</param>
/// <param name="table">Where the verdicts go.</param>
internal sealed class SmokeTest(Deployment deployment, VerdictTable table)
{
    private const string DocumentPath = "/openapi.json";
    private const string Production = "production";
    private const string HowToPost = "--read-only=false calls them, which refreshes";

    /// <summary>Why the deployment does not answer; null when it does.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> SilenceAsync(CancellationToken cancellationToken) =>
        (await deployment.SendAsync(new Call("GET", "/health/live"), cancellationToken)).Failure;

    /// <summary>Calls everything.</summary>
    /// <param name="readOnly">Whether nothing may be posted; null: nothing is in production, nor where it may be that.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether all was good.</returns>
    public async Task<bool> RunAsync(bool? readOnly, CancellationToken cancellationToken)
    {
        if (await ContractAsync(cancellationToken) is { } contract)
        {
            foreach (string name in MissingIn(contract))
                table.AddMissing(name, "the document has no such operation");
            var calls = new Calls(deployment, contract, table);
            await new Sweep(contract, calls).RunAsync(cancellationToken);
            var rest = new FixedCalls(calls);
            await rest.TogetherAsync(contract, cancellationToken);
            await rest.PagesAsync(cancellationToken);
            await rest.RefusedAsync(cancellationToken);
            string? worry = calls.Facts.Worry;
            await PostAsync(contract, calls, readOnly, cancellationToken);
            // Answers are right all the same, and a refresh that is on its way may end it: no failure.
            if (worry is not null)
                table.Say(worry);
        }
        table.End();
        return table.IsGood;
    }

    private async Task<Contract?> ContractAsync(CancellationToken cancellationToken)
    {
        var call = new Call("GET", DocumentPath);
        Reply reply = await deployment.SendAsync(call, cancellationToken);
        Contract? contract = Contract.TryRead(reply);
        string? fault = AnswerJudge.StatusFault(call, reply, StatusCodes.Status200OK);
        if (contract is null)
            fault = $"{fault ?? "not an OpenAPI document that can be read"}: nothing else can be called. Is this the address of a C360?";
        table.Add(call, reply, fault);
        return contract;
    }

    private async Task PostAsync(Contract contract, Calls calls, bool? readOnly, CancellationToken cancellationToken)
    {
        Operation[] changing = [.. contract.Operations.Where(operation => operation.Method != "GET")];
        string? environment = calls.Facts.Environment;
        if (readOnly ?? environment is null or Production)
        {
            string why =
                readOnly is not null ? "--read-only"
                : environment is null ? $"/health does not say that this is not {Production}; {HowToPost}"
                : $"{Production}; {HowToPost}";
            table.Say($"{changing.Length} operations that change something are left out: {why}");
            return;
        }
        await new RefreshCycle(contract, calls).RunAsync(cancellationToken);
        foreach (Operation operation in changing.ExceptBy(RefreshCycle.Posted, operation => operation.Id))
            table.AddMissing($"{operation.Method} {operation.Path}", "this c360 does not know what to send; use the deployment's own");
    }

    /// <summary>What this c360 serves and the deployment's document does not tell of.</summary>
    private static IEnumerable<string> MissingIn(Contract contract) =>
        ApplicationServices
            .Catalogue.Select(entry => SnakeCase.Of(entry.Query.Name))
            .Union(KnownRules.Operations)
            .Union(RefreshCycle.Posted)
            .Union(RefreshCycle.Asked)
            .Where(name => contract.Find(name) is null);
}
