namespace C360.Infrastructure.SampleData;

/// <summary>A choice in which some things are likelier than others.</summary>
/// <param name="parts">Each thing and its weight; only the ratios of the weights count.</param>
internal sealed class Mix<T>(params (T Item, double Weight)[] parts)
{
    private readonly double _total = parts.Sum(part => part.Weight);

    /// <summary>Draws one.</summary>
    /// <param name="dice">What decides.</param>
    public T Draw(Dice dice)
    {
        double left = dice.Unit() * _total;
        foreach ((T item, double weight) in parts)
        {
            left -= weight;
            if (left < 0)
                return item;
        }
        return parts[^1].Item; // rounding of the weights' sum
    }
}
