namespace C360.WebApi.Commands.Smoke;

/// <summary>A request to a deployment.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Path and query string, encoded.</param>
internal sealed record Call(string Method, string Path)
{
    /// <summary>The media type of answers in JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The media type of pages.</summary>
    public const string Html = "text/html";

    /// <summary>What the answer may be.</summary>
    public string Accept { get; init; } = Json;

    /// <summary>The media type that should come; the one in <see cref="Accept"/> unless the query string asks for another.</summary>
    public string Wanted
    {
        get => field ?? Accept;
        init;
    }

    /// <summary>The tag of an answer that is there already.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>What a key must be good for, as the document says; null: nothing.</summary>
    public string? Scope { get; init; }

    /// <summary>The path, and what else is special about it.</summary>
    public override string ToString() =>
        Path + (Accept is Json or Html ? "" : $" as {Accept}") + (IfNoneMatch is null ? "" : " with If-None-Match");
}
