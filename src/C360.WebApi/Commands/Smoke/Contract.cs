using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>What the deployment's own document promises.</summary>
internal sealed class Contract
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private Contract(JsonElement document)
    {
        Schemas = new SchemaJudge(document);
        Operations =
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Where(operation => Methods.Contains(operation.Name))
                        .Select(operation => Operation.Read(path.Name, operation.Name, operation.Value, Schemas))
                ),
        ];
        Error = document.GetProperty("components").GetProperty("schemas").GetProperty("ErrorEnvelope");
    }

    /// <summary>Judges bodies.</summary>
    public SchemaJudge Schemas { get; }

    /// <summary>Every operation.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>What every error looks like.</summary>
    public JsonElement Error { get; }

    /// <summary>Reads the document; null when it is none.</summary>
    /// <param name="reply">The answer that should be it.</param>
    public static Contract? TryRead(Reply reply)
    {
        try
        {
            return reply.TextAt("openapi")?.StartsWith("3.", StringComparison.Ordinal) == true ? new Contract(reply.Json!.Value) : null;
        }
        catch (Exception exception)
            when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The operation of a name; null when there is none.</summary>
    /// <param name="id">The name.</param>
    public Operation? Find(string id) => Operations.FirstOrDefault(operation => operation.Id == id);

    /// <summary>What a key must be good for; null when the document asks for none there.</summary>
    /// <param name="call">What it is sent with.</param>
    public string? ScopeOf(Call call)
    {
        string path = call.Path.Split('?')[0];
        return Operations
            .FirstOrDefault(operation => operation.Method == call.Method && (operation.Path == path || operation.Matches(path)))
            ?.Scope;
    }
}
