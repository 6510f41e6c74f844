using System.Reflection;
using C360.Domain.Views;

namespace C360.Application.Queries;

/// <summary>What the numbers of a row's column count or measure, where no final view has a column of that name to say so.</summary>
/// <param name="unit">The unit.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MeasuredInAttribute(Unit unit) : Attribute
{
    private static readonly Dictionary<string, Unit?> OfViews = FinalView
        .All.SelectMany(view => view.Columns)
        .DistinctBy(column => column.Name)
        .ToDictionary(column => column.Name, column => column.Unit, StringComparer.Ordinal);

    /// <summary>The unit.</summary>
    public Unit Unit { get; } = unit;

    /// <summary>The unit of a row's column; null when it holds no numbers.</summary>
    /// <param name="column">The row's property.</param>
    public static Unit? Of(PropertyInfo column) =>
        column.GetCustomAttribute<MeasuredInAttribute>()?.Unit ?? OfViews.GetValueOrDefault(SnakeCase.Of(column.Name));
}
