using C360.Domain.Refreshing;
using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>In which forms a source may be there, and what is said of others; the same whoever looks for the files.</summary>
internal static class SourceForms
{
    /// <summary>The endings of files, for messages.</summary>
    public static string Endings { get; } = string.Join(", ", SourceFile.Endings);

    /// <summary>Whether a file's name counts at all.</summary>
    public static bool IsNoticed(string name) => name[0] is not ('.' or '_');

    /// <summary>Whether a name is that of a file that can be read.</summary>
    public static bool IsReadable(string name) => SourceFile.Endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The source is in no form there.</summary>
    public static RefreshFailedException Missing(Source source) =>
        new(
            $"The source {source.Name} is missing, or may not be looked at: there is no {string.Join(", ", SourceFile.Endings.Select(e => source.Name + e))} and no folder {source.Name}/."
        );

    /// <summary>The source is there more than once.</summary>
    public static RefreshFailedException Several(Source source, IReadOnlyCollection<string> forms) =>
        new($"The source {source.Name} is there in {forms.Count} forms: {string.Join(" and ", forms)}. Leave one.");

    /// <summary>Something in a source's folder is no part.</summary>
    public static RefreshFailedException Stray(string name) =>
        new($"{name} is no part of a source: parts are files that end in {Endings}; names that begin with . or _ are ignored.");
}
