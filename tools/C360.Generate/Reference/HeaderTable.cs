namespace C360.Generate.Reference;

/// <summary>The headers of all answers, each once.</summary>
internal static class HeaderTable
{
    /// <summary>A header of more statuses than these is one of nearly all.</summary>
    private const int MostListed = 5;

    /// <summary>Writes the table.</summary>
    /// <param name="operations">The operations.</param>
    public static string Write(IEnumerable<Operation> operations) =>
        Markdown.Table(
            ["header", "statuses", "meaning"],
            operations
                .SelectMany(operation => operation.Statuses)
                .SelectMany(status =>
                    (status.Response["headers"]?.AsObject() ?? []).Select(header =>
                        (Name: header.Key, Meaning: (string)header.Value!["description"]!, status.Status)
                    )
                )
                .GroupBy(header => (header.Name, header.Meaning), header => header.Status)
                .OrderBy(header => header.Key.Name, StringComparer.Ordinal)
                .Select(header =>
                    new[]
                    {
                        Markdown.Code(header.Key.Name),
                        Listed([.. header.Distinct().Order(StringComparer.Ordinal)]),
                        Markdown.Text(header.Key.Meaning),
                    }
                )
        );

    private static string Listed(string[] statuses) => statuses.Length > MostListed ? "any" : string.Join(", ", statuses);
}
