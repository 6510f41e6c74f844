using Bogus;

namespace C360.Infrastructure.SampleData;

/// <summary>Chance, the same for the same seed.</summary>
/// <param name="random">The source of all randomness.</param>
internal sealed class Dice(Randomizer random)
{
    /// <summary>A number from 0 (included) to 1 (excluded).</summary>
    public double Unit() => random.Double();

    /// <summary>A number around 0, from -1 to 1, small ones more often.</summary>
    public double Around() => Unit() + Unit() - 1;

    /// <summary>True in the given share of cases.</summary>
    /// <param name="share">0 never, 1 always.</param>
    public bool Chance(double share) => Unit() < share;

    /// <summary>A whole number between two, both included.</summary>
    /// <param name="least">The smallest.</param>
    /// <param name="most">The largest.</param>
    public int Between(int least, int most) => least + (int)(Unit() * (most - least + 1));

    /// <summary>One of several, all equally likely.</summary>
    /// <param name="items">The choice.</param>
    public T Pick<T>(IReadOnlyList<T> items) => items[(int)(Unit() * items.Count)];

    /// <summary>How often something happens that happens <paramref name="mean"/> times on average (a Poisson draw).</summary>
    /// <param name="mean">The mean; up to about 100.</param>
    public int Times(double mean)
    {
        double limit = Math.Exp(-mean);
        int times = 0;
        for (double left = Unit(); left > limit; left *= Unit())
            times++;
        return times;
    }

    /// <summary>A factor of 1 or more with a heavy tail (Pareto): most are near 1, a few are many times that.</summary>
    /// <param name="shape">The smaller, the heavier the tail.</param>
    public double Tail(double shape) => Math.Pow(1 - Unit(), -1 / shape);

    /// <summary>A number between two, rounded to cents.</summary>
    /// <param name="least">The smallest.</param>
    /// <param name="most">The largest.</param>
    public decimal Money(double least, double most) => Math.Round((decimal)(least + Unit() * (most - least)), 2);
}
