namespace C360.WebApi.Http;

/// <summary>A success, whatever its data.</summary>
internal interface IEnvelope
{
    /// <summary>The same, of anything.</summary>
    Envelope<object> Untyped { get; }
}
