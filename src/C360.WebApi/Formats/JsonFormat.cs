using System.Text.Json;
using C360.WebApi.Http;

namespace C360.WebApi.Formats;

/// <summary>JSON: the whole envelope.</summary>
internal sealed class JsonFormat() : Format("json", "application/json", "charset=utf-8")
{
    /// <inheritdoc/>
    public override byte[] Write(Envelope<object> envelope) => JsonSerializer.SerializeToUtf8Bytes(envelope, Http.Json.Options);
}
