namespace C360.Generate.Postman;

/// <summary>The forms in which answers come.</summary>
internal static class MediaTypes
{
    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>CSV.</summary>
    public const string Csv = "text/csv";

    /// <summary>A JSON object a line.</summary>
    public const string NdJson = "application/x-ndjson";

    /// <summary>The pages.</summary>
    public const string Html = "text/html";
}
