using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>How an engine reads values by their shapes, in its SQL. Types bear the names that the embedded engine gives them.</summary>
internal interface IShapes
{
    /// <summary>The value of a raw one; null for what cannot be read.</summary>
    /// <param name="shape">The column's shape.</param>
    /// <param name="raw">The raw value.</param>
    /// <param name="type">Its type in the file.</param>
    string Value(ColumnShape shape, string raw, string type);

    /// <summary>Whether there is a raw value.</summary>
    /// <param name="raw">The raw value.</param>
    /// <param name="type">Its type in the file.</param>
    string IsGiven(string raw, string type);
}
