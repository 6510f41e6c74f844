using C360.Domain.Sources;

namespace C360.UnitTests.House;

/// <summary>Rows of any query, made up from their types.</summary>
internal static class SampleRow
{
    /// <summary>A row.</summary>
    /// <param name="row">Its type.</param>
    /// <param name="number">Rows of different numbers differ in every column but the flags.</param>
    public static object Of(Type row, int number) =>
        Activator.CreateInstance(
            row,
            [.. row.GetConstructors()[0].GetParameters().Select(parameter => Value(parameter.ParameterType, number))]
        )!;

    private static object Value(Type type, int number)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? DeclaredSources.All[number].Name
            : plain == typeof(DateOnly) ? new DateOnly(2026, 6, number)
            : plain == typeof(DateTime) ? new DateTime(2026, 6, number, 0, 0, 0, DateTimeKind.Utc)
            : plain == typeof(bool) ? true
            : Convert.ChangeType(number, plain, System.Globalization.CultureInfo.InvariantCulture);
    }
}
