namespace C360.WebApi.Formats;

/// <summary>A client takes none of the formats that there are.</summary>
/// <param name="formats">The formats.</param>
internal sealed class NotAcceptableException(IReadOnlyList<Format> formats) : Exception($"This address answers in {Listed(formats)}")
{
    private static string Listed(IReadOnlyList<Format> formats) =>
        formats is [var only]
            ? only.MediaType
            : $"{string.Join(", ", formats.SkipLast(1).Select(format => format.MediaType))} or {formats[^1].MediaType}";
}
