using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Where it stands: query, path or header.</param>
/// <param name="Description">What it means and what it may be.</param>
/// <param name="Value">A value that makes sense: the document's example, else the default, else the first of those allowed; else nothing.</param>
internal sealed record Parameter(string Name, string In, string Description, string Value)
{
    /// <summary>Reads one.</summary>
    /// <param name="parameter">Its node in the document.</param>
    public static Parameter Read(JsonNode parameter)
    {
        JsonNode? schema = parameter["schema"];
        JsonNode? value = parameter["example"] ?? schema?["default"] ?? schema?["enum"]?[0];
        string allowed = schema?["enum"] is JsonArray values ? $" One of: {string.Join(", ", values)}." : "";
        string unset = schema?["default"] is { } normal ? $" Default: {normal}." : "";
        return new Parameter(
            (string)parameter["name"]!,
            (string)parameter["in"]!,
            (string?)parameter["description"] + allowed + unset,
            value?.ToString() ?? ""
        );
    }
}
