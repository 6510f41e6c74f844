using C360.Application.Catalogue;

namespace C360.Application.Ports;

/// <summary>What the service says of its named queries: only the outside knows their addresses and who may ask them.</summary>
public interface IQueryCatalogue
{
    /// <summary>All of them, by team.</summary>
    QueryDescription[] All { get; }
}
