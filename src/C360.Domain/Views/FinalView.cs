namespace C360.Domain.Views;

/// <summary>A view that the pipeline must end in, because queries read it.</summary>
/// <param name="Name">The table's name, which is its model's file name.</param>
/// <param name="Meaning">What one row is.</param>
/// <param name="Columns">What it must have at least, in the order in which the documentation lists it.</param>
public sealed record FinalView(string Name, string Meaning, IReadOnlyList<ViewColumn> Columns)
{
    /// <summary>All final views.</summary>
    public static IReadOnlyList<FinalView> All { get; } = [CustomerAnalyticsView.Declared, CategorySalesView.Declared];

    /// <summary>Says what is wrong with a table that should be this view: the first column that is not there or has another type.</summary>
    /// <param name="found">The type of each column that the table has, by name.</param>
    /// <returns>A sentence that names the view and the column, or null when nothing is wrong.</returns>
    public string? Fault(IReadOnlyDictionary<string, string> found)
    {
        foreach (ViewColumn column in Columns)
        {
            if (!found.TryGetValue(column.Name, out string? type))
                return $"The view {Name} has no column {column.Name}, which queries need.";
            if (type != column.Type)
                return $"The column {column.Name} of the view {Name} is {type}; queries need {column.Type}.";
        }
        return null;
    }
}
