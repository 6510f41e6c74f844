using System.Text;
using C360.Application.Queries;
using C360.Domain.Sources;
using C360.WebApi.OpenApi;

namespace C360.Generate.Reference;

/// <summary>sources.md: the sources as they are declared.</summary>
internal static class SourcesPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="code">What the code says of types.</param>
    public static string Write(CodeTexts code)
    {
        var page = new StringBuilder(
            """
            # Sources

            The files below `C360_DATA_PATH`: each source is one file of that name, `.csv` or `.parquet`, or a folder of that name with several. Columns are found by their
            names, in any order; columns beside these are ignored. A row without a good value in a required column is [rejected](rules.md#why-a-row-is-rejected); in
            another column a bad value becomes null. Known values are those of today: another one is kept as it is, and counted as new.

            ## Types


            """
        );
        page.Append(EnumTable.Write<ColumnShape>("type", code));
        foreach (Source source in DeclaredSources.All)
            page.Append($"\n## {source.Name}\n\n{string.Join(' ', Sentences(source).Select(Markdown.Text))}\n\n")
                .Append(Markdown.Table(["column", "type", "required", "range", "known values", "meaning"], source.Columns.Select(Row)));
        return page.ToString();
    }

    private static IEnumerable<string> Sentences(Source source)
    {
        yield return source.Meaning;
        yield return $"Models read it as `{source.Table}`; its key is `{source.Key.Name}`.";
        foreach (SourceParent parent in source.Parents)
            yield return parent.Required
                ? $"A row belongs to the row of `{parent.Source}` with its `{parent.Column}`, and is rejected without it."
                : $"A row may name a row of `{parent.Source}` by its `{parent.Column}`; one that is not there is counted, and the row stays.";
        if (source.EventColumn is { } column)
            yield return $"A row whose `{column}` is after `as_of` does not count.";
        if (source.Optional)
            yield return "It may be missing.";
    }

    private static string[] Row(SourceColumn column) =>
        [
            Markdown.Code(column.Name),
            SnakeCase.Of($"{column.Shape}"),
            column.Required ? "yes" : "",
            Range(column),
            string.Join(", ", column.Known.Select(Markdown.Code)),
            Markdown.Text(column.Meaning),
        ];

    private static string Range(SourceColumn column) =>
        (column.Least, column.Most) switch
        {
            ({ } least, { } most) => $"{least} to {most}",
            ({ } least, null) => $"{least} or more",
            (null, { } most) => $"{most} or less",
            _ => column.NotAfterAsOf ? "up to `as_of`" : "",
        };
}
