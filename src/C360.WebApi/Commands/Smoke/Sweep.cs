using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>Asks every operation of the document that changes nothing, in every way that the document tells of.</summary>
/// <param name="contract">The document.</param>
/// <param name="calls">Sends and judges.</param>
internal sealed class Sweep(Contract contract, Calls calls)
{
    private const string Profile = "customer_profile_by_id";
    private static readonly int[] Ok = [StatusCodes.Status200OK];
    private static readonly int[] NotFound = [StatusCodes.Status404NotFound];
    private readonly Dictionary<string, Reply> _lists = [];

    /// <summary>Asks them: /health first, because the others must agree with it, and lists before what stands in them.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (
            Operation operation in contract
                .Operations.Where(operation => operation.Method == "GET")
                .OrderBy(operation => operation.Id == "health" ? 0 : 1)
                .ThenBy(operation => operation.List is null ? 0 : 1)
        )
            if (operation.List is null)
                await AskAsync(operation, cancellationToken);
            else
                await AskForRowAsync(operation, cancellationToken);
    }

    private async Task AskAsync(Operation operation, CancellationToken cancellationToken)
    {
        (Reply reply, bool isGood) = await calls.AskAsync(
            operation,
            new Call("GET", operation.Path),
            Ok,
            TagFault(operation),
            cancellationToken
        );
        _lists[operation.Path] = reply;
        foreach (string query in Variants.Of(operation, reply.Rows))
            await calls.AskAsync(operation, new Call("GET", operation.Path + query), Ok, null, cancellationToken);
        await AskFurtherAsync(operation, operation.Path, reply, isGood, cancellationToken);
    }

    /// <summary>The first row of the list that the path begins with; where that is empty there is nothing to find.</summary>
    private async Task AskForRowAsync(Operation operation, CancellationToken cancellationToken)
    {
        JsonElement? row = _lists.GetValueOrDefault(operation.List!)?.Rows is [var first, ..] ? first : null;
        string? name = row is null ? null : NameOf(row.Value, operation.RowName!);
        string path = operation.PathOf(name ?? "none");
        (Reply reply, bool isGood) = await calls.AskAsync(
            operation,
            new Call("GET", path),
            name is null ? NotFound : Ok,
            reply => (name is null ? null : TagFault(operation)(reply)) ?? RowFault(operation, reply, row),
            cancellationToken
        );
        await AskFurtherAsync(operation, path, reply, isGood, cancellationToken);
    }

    private async Task AskFurtherAsync(Operation operation, string path, Reply reply, bool isGood, CancellationToken cancellationToken)
    {
        // What failed as JSON would only fail again.
        if (!isGood)
            return;
        foreach (string format in (string[])[ListFormats.Csv, ListFormats.NdJson])
            if (operation.Speaks(Call.Json) && operation.Speaks(format))
                await calls.AskAsync(
                    operation,
                    ListFormats.Call(operation, path, format),
                    Ok,
                    other => ListFormats.Fault(other, reply),
                    cancellationToken
                );
        if (reply.ETag is { } tag)
            await calls.AskAgainAsync(operation, path, tag, cancellationToken);
    }

    private static Func<Reply, string?> TagFault(Operation operation) =>
        reply =>
            operation.Answers.ContainsKey(StatusCodes.Status304NotModified) && reply.ETag is null
                ? "no ETag, though a 304 is documented"
                : null;

    /// <summary>The field that the path's parameter is called after: <c>id</c> is <c>refresh_id</c>.</summary>
    private static string? NameOf(JsonElement row, string parameter) =>
        row.EnumerateObject()
            .Where(field => field.Name == parameter || field.Name.EndsWith($"_{parameter}", StringComparison.Ordinal))
            .Select(field => field.Value.ToString())
            .FirstOrDefault();

    private static string? RowFault(Operation operation, Reply reply, JsonElement? row) =>
        operation.Id == Profile && row is { } listed && reply.At("data") is { } one && !JsonElement.DeepEquals(listed, one)
            ? "the profile differs from its row in the list"
            : null;
}
