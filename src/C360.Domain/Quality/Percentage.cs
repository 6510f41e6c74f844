namespace C360.Domain.Quality;

/// <summary>How reports and the gate tell shares of rows.</summary>
public static class Percentage
{
    private const int Places = 4;

    /// <summary>A part in per cent of the whole, with up to four places; null when the whole is nothing.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static decimal? Of(long part, long whole) =>
        whole == 0 ? null : Math.Round(part * 100m / whole, Places, MidpointRounding.AwayFromZero);
}
