using System.Globalization;
using System.Reflection;
using System.Text;
using C360.WebApi.Configuration;
using C360.WebApi.OpenApi;

namespace C360.Generate.Reference;

/// <summary>configuration.md: the options classes.</summary>
internal static class ConfigurationPage
{
    /// <summary>Begins the last sentence of a setting whose default is no value.</summary>
    private const string Default = "Default: ";

    /// <summary>Writes the page.</summary>
    /// <param name="options">The classes.</param>
    /// <param name="code">What the code says of their properties.</param>
    public static string Write(IEnumerable<Type> options, CodeTexts code)
    {
        var page = new StringBuilder(
            """
            # Configuration

            Environment variables, or a file `.env` in the working folder; the environment wins, and an argument `--NAME=value` wins over both. An empty value is as good
            as none. What is not allowed stops the service at the start, with one line that names the variable, the value and what is allowed. All of them with
            their defaults stand in [.env.example](../../.env.example).

            """
        );
        foreach (Type type in options)
        {
            object defaults = Activator.CreateInstance(type)!;
            string[] said = code.Summary(type).Split(". ", 2);
            page.Append($"\n## {Markdown.Text(said[0].TrimEnd('.'))}\n\n")
                .Append(said.Length > 1 ? Markdown.Text(said[1]) + "\n\n" : "")
                .Append(
                    Markdown.Table(
                        ["variable", "default", "allowed", "meaning"],
                        type.GetProperties().Select(property => Row(property, property.GetValue(defaults), code.Summary(property)))
                    )
                );
        }
        return page.ToString();
    }

    private static string[] Row(PropertyInfo property, object? value, string meaning)
    {
        int at = meaning.IndexOf(Default, StringComparison.Ordinal);
        string none = at < 0 ? "" : meaning[(at + Default.Length)..].TrimEnd('.');
        return
        [
            Markdown.Code(Settings.NameOf(property)),
            value is null ? Markdown.Text(none) : Markdown.Code(Text(value)),
            Markdown.Text(Settings.Allowed(property) ?? ""),
            Markdown.Text(at < 0 ? meaning : meaning[..at].TrimEnd()),
        ];
    }

    private static string Text(object value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
