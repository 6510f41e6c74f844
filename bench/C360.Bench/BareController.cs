using Microsoft.AspNetCore.Mvc;

namespace C360.Bench;

/// <summary>The bare MVC action that a cached hit is compared with: the same bytes, ready made.</summary>
[Route("bare")]
public sealed class BareController : ControllerBase
{
    internal static readonly Dictionary<string, byte[]> Bodies = [];

    [HttpGet("{name}")]
    public FileContentResult Get() => new(Bodies[(string)RouteData.Values["name"]!], "application/json; charset=utf-8");
}
