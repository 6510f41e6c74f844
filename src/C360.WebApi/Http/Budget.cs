using System.Globalization;

namespace C360.WebApi.Http;

/// <summary>What is left of a sender's minute.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Most">How much there is in a minute.</param>
/// <param name="Left">How much of it is left.</param>
/// <param name="SecondsToMore">When the next is given back.</param>
internal readonly record struct Budget(string Name, int Most, int Left, int SecondsToMore)
{
    /// <summary>What there is, as a structured field's item.</summary>
    public string Policy => string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";q={Most};w={RecentRequests.WindowSeconds}");

    /// <summary>What is left, as a structured field's item.</summary>
    public string Standing => string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";r={Left};t={SecondsToMore}");
}
