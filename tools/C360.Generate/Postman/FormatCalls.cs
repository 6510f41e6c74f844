namespace C360.Generate.Postman;

/// <summary>Requests for lists in other forms than JSON, where the document names them.</summary>
/// <param name="contract">What the document says.</param>
internal sealed class FormatCalls(Contract contract)
{
    /// <summary>Every list as CSV.</summary>
    public IEnumerable<Call> Csv() =>
        Lists(MediaTypes.Csv).Select(operation => As(operation, "csv", "CSV", MediaTypes.Csv, Scripts.Csv(operation)));

    /// <summary>As NDJSON the lists that can be long, which are those with a limit.</summary>
    public IEnumerable<Call> NdJson() =>
        Lists(MediaTypes.NdJson)
            .Where(operation => operation.Parameters.Any(parameter => parameter.Name == "limit"))
            .Select(operation => As(operation, "ndjson", "NDJSON", MediaTypes.NdJson, Scripts.NdJson(operation)));

    private IEnumerable<Operation> Lists(string mediaType) => contract.Operations.Where(operation => operation.Successes(mediaType).Any());

    private static Call As(Operation operation, string format, string name, string mediaType, string script)
    {
        Call call = Call.Of(operation) with
        {
            Name = $"{operation.Name} ({name})",
            Sent = new Dictionary<string, string> { ["format"] = format },
            Script = script,
        };
        return call with { Examples = [operation.Successes(mediaType).First().Saved(call.Name, call.Request())] };
    }
}
