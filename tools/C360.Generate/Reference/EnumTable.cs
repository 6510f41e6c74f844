using C360.Application.Queries;
using C360.WebApi.OpenApi;

namespace C360.Generate.Reference;

/// <summary>A table of the values of a choice.</summary>
internal static class EnumTable
{
    /// <summary>Writes it: each value as it is spelled outside the code, and what the code says of it.</summary>
    /// <typeparam name="TChoice">The choice.</typeparam>
    /// <param name="head">The name of the first column.</param>
    /// <param name="code">What the code says.</param>
    public static string Write<TChoice>(string head, CodeTexts code)
        where TChoice : struct, Enum =>
        Markdown.Table(
            [head, "meaning"],
            Enum.GetNames<TChoice>()
                .Select(name => new[] { Markdown.Code(SnakeCase.Of(name)), Markdown.Text(code.Summary(typeof(TChoice).GetField(name)!)) })
        );
}
