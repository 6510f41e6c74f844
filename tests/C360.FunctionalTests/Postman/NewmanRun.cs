using System.Text.Json.Nodes;

namespace C360.FunctionalTests.Postman;

/// <summary>What newman tells of a run.</summary>
/// <param name="Code">How it ended: 0 when everything was green.</param>
/// <param name="Requests">The requests that ran, in their order.</param>
/// <param name="Failures">Everything that was red or broke, readable.</param>
internal sealed record NewmanRun(int Code, IReadOnlyList<RequestRun> Requests, IReadOnlyList<string> Failures)
{
    /// <summary>Reads its report.</summary>
    /// <param name="file">The report.</param>
    /// <param name="code">How newman ended.</param>
    public static async Task<NewmanRun> ReadAsync(string file, int code)
    {
        await using FileStream stream = File.OpenRead(file);
        JsonNode run = (await JsonNode.ParseAsync(stream))!["run"]!;
        return new NewmanRun(
            code,
            [.. run["executions"]!.AsArray().Select(execution => Read(execution!))],
            [.. run["failures"]!.AsArray().Select(failure => Readable(failure!))]
        );
    }

    private static RequestRun Read(JsonNode execution)
    {
        JsonArray assertions = execution["assertions"]?.AsArray() ?? [];
        return new RequestRun(
            (string)execution["item"]!["name"]!,
            (int?)execution["response"]?["code"],
            execution["response"]?["header"]?.AsArray().Any(header => (string?)header!["key"] == ChangedAnswers.Mark) == true,
            [.. assertions.Select(assertion => (string)assertion!["assertion"]!)],
            [.. assertions.Where(assertion => (bool)assertion!["skipped"]!).Select(assertion => (string)assertion!["assertion"]!)],
            [.. assertions.Where(assertion => assertion!["error"] is not null).Select(assertion => (string)assertion!["assertion"]!)]
        );
    }

    private static string Readable(JsonNode failure) =>
        $"{failure["parent"]?["name"]} / {failure["source"]?["name"]}: {failure["error"]?["test"]}: {failure["error"]?["message"]}";
}
