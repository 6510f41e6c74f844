using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>The requests of a team's folder: one for each operation, and where one shows too little, another.</summary>
/// <param name="contract">What the document says.</param>
internal sealed class OperationCalls(Contract contract)
{
    /// <summary>The requests that change something, in the order in which they make sense; a team's others come before.</summary>
    private static readonly string[] Changing = ["activate_snapshot", "refresh_data", "cancel_refresh"];

    /// <summary>The errors that are shown beside an answer: those that a reader may meet while trying out.</summary>
    private static readonly int[] ShownErrors = [404, 409, 422];

    private const string Refreshed = """
        pm.test('Status, message and refresh_id agree', () => {
            const { message, data } = pm.response.json();
            if (pm.response.code === 200) {
                pm.expect(message).to.equal('Data is up to date');
                pm.expect(data).to.include({ refresh_initiated: false, refresh_id: null, status: 'up_to_date' });
            } else {
                pm.expect(message).to.equal(data.refresh_initiated ? 'Data refresh initiated' : 'Data refresh already running');
                pm.expect(data.status).to.be.oneOf(['queued', 'running']);
                pm.expect(pm.response.headers.get('Location')).to.equal(`/admin/refreshes/${data.refresh_id}`);
            }
        });
        """;

    private const string Cancelled = """
        pm.test('It has ended, or is told to stop', () => {
            const { message, data } = pm.response.json();
            pm.expect(data.finished_at === null).to.equal(pm.response.code === 202);
            pm.expect(message).to.equal(pm.response.code === 202 ? 'Data refresh is told to stop' : 'Data refresh has ended');
        });
        """;

    private static readonly string NotModified = Scripts.Join([
        "pm.test('The status is 304', () => pm.response.to.have.status(304));",
        "pm.test('There is no body', () => pm.expect(pm.response.text() ?? '').to.equal(''));",
        $"pm.test('It is the same answer', () => pm.expect(pm.response.headers.get('ETag')).to.equal(pm.collectionVariables.get('{ChainedValues.Tag}')));",
    ]);

    /// <summary>The requests of a team.</summary>
    /// <param name="team">The team.</param>
    public IEnumerable<Call> Of(string team) =>
        contract
            .Operations.Where(operation => operation.Team == team)
            .OrderBy(operation => Array.IndexOf(Changing, operation.Id))
            .SelectMany(operation => (Call[])[Plain(operation), .. Again(operation)]);

    private IEnumerable<Call> Again(Operation operation) =>
        operation.Id == "refresh_data" ? [Forced(operation)]
        : operation == contract.Operations.FirstOrDefault(first => first.Team != PostmanCollection.Admin && first.AnswerOf(304) is not null)
            ? [Unchanged(operation)]
        : [];

    private static Call Plain(Operation operation)
    {
        Call call = Call.Of(operation);
        return call with
        {
            Script = Scripts.Of(operation, [.. ChainedValues.Keep(operation), .. ChainedValues.Expect(operation), .. Own(operation.Id)]),
            Examples = [.. Successes(operation, call), .. Errors(operation, call)],
        };
    }

    /// <summary>What is up to date is built all the same: so there is a refresh for the request that cancels one.</summary>
    private static Call Forced(Operation operation)
    {
        Call call = Call.Of(operation) with
        {
            Name = $"{operation.Name} (forced)",
            Sent = new Dictionary<string, string> { ["force_refresh"] = "true" },
        };
        return call with
        {
            Script = Scripts.Of(operation, [ChainedValues.KeepRefresh(), Refreshed]),
            Examples = [.. Successes(operation, call).Where(example => example.Status == 202)],
        };
    }

    /// <summary>What the client has already is not sent again.</summary>
    private static Call Unchanged(Operation operation)
    {
        var tag = new Parameter("If-None-Match", "header", "The ETag of the answer before.", "");
        Call call = Call.Of(operation) with
        {
            Name = $"{operation.Name} (unchanged)",
            Description = "Sent with the ETag of the answer before: while nothing has changed, the status is 304 and there is no body.",
            Parameters = [tag],
            Sent = new Dictionary<string, string> { [tag.Name] = $"{{{{{ChainedValues.Tag}}}}}" },
            Script = NotModified,
        };
        return call with { Examples = [operation.AnswerOf(304)!.Saved("304: nothing has changed", call.Request())] };
    }

    private static string[] Own(string operation) =>
        operation switch
        {
            "refresh_data" => [Refreshed],
            "cancel_refresh" => [Cancelled],
            "activate_snapshot" => ["pm.test('It is current', () => pm.expect(pm.response.json().data.current).to.equal(true));"],
            _ => [],
        };

    private static IEnumerable<SavedExample> Successes(Operation operation, Call call) =>
        from mediaType in (string[])[MediaTypes.Json, "text/plain"]
        from answer in operation.Successes(mediaType)
        orderby answer.Status
        select answer.Saved($"{answer.Status}: {answer.Description}", call.Request());

    private static IEnumerable<SavedExample> Errors(Operation operation, Call call) =>
        from status in ShownErrors
        let answer = operation.AnswerOf(status)
        where answer is not null && (status != 422 || operation.Parameters.Any(parameter => parameter.In == "query"))
        select answer.Saved($"{status}: {answer.Description}", Provoking(answer, call).Request());

    /// <summary>The request that the example of an error answers: of 422 one with a misspelt parameter.</summary>
    private static Call Provoking(Answer answer, Call call) =>
        answer.Example?["error_details"]?["errors"] is JsonObject errors && errors.First().Key is var misspelt
            ? call with
            {
                Parameters =
                [
                    .. call.Parameters.Where(parameter => parameter.In != "query"),
                    new Parameter(misspelt, "query", "Misspelt.", "5"),
                ],
                Sent = new Dictionary<string, string> { [misspelt] = "5" },
            }
            : call;
}
