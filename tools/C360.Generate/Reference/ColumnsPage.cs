using System.Text;
using C360.Application.Queries;
using C360.Domain.Views;
using C360.WebApi.OpenApi;

namespace C360.Generate.Reference;

/// <summary>columns.md: the final views as they are declared.</summary>
internal static class ColumnsPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="code">What the code says of units.</param>
    public static string Write(CodeTexts code)
    {
        var page = new StringBuilder(
            """
            # Columns

            The views that the pipeline ends in and that queries read. A rule of your own may add columns; these must be there. Where a value is rounded in an answer, it
            is whole here: `DOUBLE` columns are rounded by the query that shows them. `as_of` is the date from which recency is counted.

            """
        );
        foreach (FinalView view in FinalView.All)
            page.Append($"\n## {view.Name}\n\n{Markdown.Text(view.Meaning)}\n\n")
                .Append(
                    Markdown.Table(
                        ["column", "type", "unit", "meaning"],
                        view.Columns.Select(column =>
                            new[]
                            {
                                Markdown.Code(column.Name),
                                column.Type,
                                column.Unit is { } unit ? SnakeCase.Of($"{unit}") : "",
                                Markdown.Text(column.Meaning),
                            }
                        )
                    )
                );
        page.Append("\n## Units\n\nWhat a number counts or measures, here and in the columns of `GET /queries`.\n\n")
            .Append(EnumTable.Write<Unit>("unit", code));
        return page.ToString();
    }
}
