using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace C360.Generate.Postman;

/// <summary>An answer that is kept beside its request: Postman shows it without a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Request">The request that it answers.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The media type.</param>
/// <param name="Body">The body.</param>
internal sealed record SavedExample(string Name, JsonObject Request, int Status, string MediaType, string Body)
{
    /// <summary>As the collection holds it.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["name"] = Name,
            ["originalRequest"] = Request,
            ["status"] = ReasonPhrases.GetReasonPhrase(Status),
            ["code"] = Status,
            ["_postman_previewlanguage"] = MediaType switch
            {
                MediaTypes.Json => "json",
                MediaTypes.Html => "html",
                _ => "text",
            },
            ["header"] =
                MediaType.Length == 0
                    ? []
                    : new JsonArray(new JsonObject { ["key"] = "Content-Type", ["value"] = $"{MediaType}; charset=utf-8" }),
            ["cookie"] = new JsonArray(),
            ["body"] = Body,
        };
}
