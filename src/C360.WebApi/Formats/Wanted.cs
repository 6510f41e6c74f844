using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Formats;

/// <summary>What a client takes for an answer, and what he has already.</summary>
/// <param name="format">The format that he gets.</param>
/// <param name="headers">What he says of compression and of what he has.</param>
internal sealed class Wanted(Format format, IHeaderDictionary headers)
{
    private readonly (Coding Best, bool TakesIdentity) _coding = Compression.Choose(headers.AcceptEncoding);

    /// <summary>The format that he gets.</summary>
    public Format Format { get; } = format;

    /// <summary>The tag of the answer that he has; null until it is found.</summary>
    public string? Held { get; private set; }

    /// <summary>Whether he says what he has.</summary>
    public bool SaysWhatHeHas => headers.IfNoneMatch.Count > 0;

    /// <summary>Whether he has anything that there is.</summary>
    public bool HasAnything => headers.IfNoneMatch is [var only] && only?.Trim() == "*";

    /// <summary>Reads what is wanted: <c>?format=</c> wins over Accept. A format that there is not is refused later, with the other parameters.</summary>
    /// <param name="request">The request.</param>
    /// <param name="formats">What there is.</param>
    /// <exception cref="NotAcceptableException">He takes none of them.</exception>
    public static Wanted By(HttpRequest request, Format[] formats) =>
        new(
            formats.Length > 1 && request.Query.TryGetValue(Format.Parameter, out StringValues named)
                ? Format.Find(named) ?? formats[0]
                : Choose(request.Headers.Accept, formats) ?? throw new NotAcceptableException(formats),
            request.Headers
        );

    /// <summary>The format that a client likes best, of equals the one that he names more exactly; null when he takes none.</summary>
    /// <remarks>A header that nobody can read asks for nothing in particular.</remarks>
    /// <param name="accept">The header.</param>
    /// <param name="formats">What there is, the usual one first.</param>
    public static Format? Choose(StringValues accept, Format[] formats)
    {
        if (accept.Count == 0 || accept is ["*/*"] || accept is ["application/json"])
            return formats[0];
        (Format Format, double Quality, int Exactness)[] liked = [.. formats.Select(format => Liking(format, accept))];
        (Format best, double quality, _) = liked.MaxBy(like => (like.Quality, like.Exactness));
        return quality > 0 ? best
            : new WeightedNames(accept).Any(range => range.Name == "*" || range.Name.IndexOf('/') > 0) ? null
            : formats[0];
    }

    /// <summary>How a body that is worth it is compressed.</summary>
    public Coding BestCoding => _coding.Best;

    /// <summary>How a body of that size is compressed.</summary>
    /// <param name="size">Its bytes.</param>
    public Coding CodingOf(int size) => size < Compression.LeastBytes && _coding.TakesIdentity ? Coding.Identity : _coding.Best;

    /// <summary>Whether he has an answer, small or large, in the form that he would get.</summary>
    /// <param name="tag">The answer's tag.</param>
    /// <param name="stale">Whether it is stale.</param>
    public bool Holds(string tag, bool stale) =>
        SaysWhatHeHas
        && (Holds(EntityTag(tag, _coding.Best, stale)) || (_coding.TakesIdentity && Holds(EntityTag(tag, Coding.Identity, stale))));

    /// <summary>The ETag of an answer in the format that he gets: another one for every form, because equal tags promise equal bytes.</summary>
    /// <remarks>
    /// CSV and NDJSON keep that to the byte. The timestamp of JSON may differ when the form was rendered anew: it was not kept, or another process did it.
    /// </remarks>
    /// <param name="tag">The answer's tag.</param>
    /// <param name="coding">How it is compressed.</param>
    /// <param name="stale">Whether it is stale.</param>
    public string EntityTag(string tag, Coding coding, bool stale) => $"\"{tag}-{Format.Form(coding, stale)}\"";

    /// <summary>A list of tags is no more than texts in quotes: whatever else stands there hides none and looks like none.</summary>
    private bool Holds(string entityTag)
    {
        foreach (string? tags in headers.IfNoneMatch)
            if (tags?.Contains(entityTag, StringComparison.Ordinal) == true)
            {
                Held = entityTag;
                return true;
            }
        return false;
    }

    private static (Format Format, double Quality, int Exactness) Liking(Format format, StringValues accept)
    {
        (Format, double, int Exactness) liking = (format, 0, -1);
        foreach ((StringSegment range, double quality) in new WeightedNames(accept))
            if (Exactness(range, format.MediaType) is var exactness && exactness > liking.Exactness)
                liking = (format, quality, exactness);
        return liking;
    }

    /// <summary>How exactly a range names a type; below 0 when it does not.</summary>
    private static int Exactness(StringSegment range, string type) =>
        range.Equals(type, StringComparison.OrdinalIgnoreCase) ? 2
        : range.EndsWith("/*", StringComparison.Ordinal)
        && type.AsSpan().StartsWith(range.AsSpan(0, range.Length - 1), StringComparison.OrdinalIgnoreCase)
            ? 1
        : range == "*/*" || range == "*" ? 0
        : -1;
}
