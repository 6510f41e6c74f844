using MediatR;

namespace C360.Application.Queries;

/// <summary>
/// A named query of the catalogue. Its SQL text, its place in the catalogue and its cache key follow from its type; its public properties are
/// the parameters, of the text as of the request.
/// </summary>
/// <typeparam name="TRow">The row: its properties are the columns of the text, in order.</typeparam>
public interface IAnalyticQuery<TRow> : IRequest<Answer<TRow>>
    where TRow : class;
