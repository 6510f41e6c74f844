namespace C360.Application.Ports;

/// <summary>The texts of the named queries.</summary>
public interface IQueryTexts
{
    /// <summary>The SQL text of a query, one SELECT with parameters written <c>:name</c>.</summary>
    /// <param name="query">The request's type.</param>
    string SqlOf(Type query);
}
