using System.Text.RegularExpressions;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Models;

/// <summary>One model: a file that holds one SELECT and is named after its table.</summary>
internal sealed partial record Model
{
    /// <summary>The folder of the models that end the pipeline.</summary>
    public const string Views = "views";

    /// <summary>The folders of the models: what a name there is for.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["intermediates", "facts", Views];

    /// <summary>Reads a model.</summary>
    /// <param name="layer">One of <see cref="Layers"/>.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="text">What the file holds.</param>
    /// <exception cref="RefreshFailedException">The name is no table name, or the text is no single SELECT.</exception>
    public Model(string layer, string name, string text)
    {
        (Layer, Name) = (layer, name);
        if (!TableName().IsMatch(name))
            throw new RefreshFailedException($"The model {File} needs a table's name: lower-case letters, digits and _, no digit first.");
        SqlToken[] tokens = SqlTokens.Of(text);
        if (tokens is [.. SqlToken[] statement, { Text: ";" } end])
            (tokens, text) = (statement, text[..end.Start]);
        if (tokens.Length == 0 || !tokens[0].IsAny("SELECT", "WITH") || tokens.Any(token => token.IsSymbol(";")))
            throw new RefreshFailedException($"The model {File} must hold one SELECT and nothing else.");
        Select = text.Trim();
        References = TableReferences.Of(tokens);
    }

    /// <summary>The layer that it belongs to.</summary>
    public string Layer { get; }

    /// <summary>The table that it makes.</summary>
    public string Name { get; }

    /// <summary>The SELECT, with its comments, without a semicolon.</summary>
    public string Select { get; }

    /// <summary>The tables that it reads, in ordinal order.</summary>
    public IReadOnlyCollection<string> References { get; }

    /// <summary>The file, as messages name it.</summary>
    public string File => $"{Layer}/{Name}.sql";

    /// <summary>Whether the snapshot keeps the table; the others are there only while it is built.</summary>
    public bool IsView => Layer == Views;

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]*\z")]
    private static partial Regex TableName();
}
