using C360.Application;
using C360.Application.Queries;
using C360.Application.Verification;

namespace C360.Infrastructure.Verification;

/// <summary>What both engines are asked: every query of the catalogue, with values that occur in its own answers.</summary>
/// <param name="ask">Answers a request.</param>
internal sealed class RequestList(Func<object, Task<Answer>> ask)
{
    /// <summary>All requests, query by query.</summary>
    public async Task<IReadOnlyList<object>> AllAsync()
    {
        // By row: a profile by id is asked for with the ids of the profiles that are listed.
        var rows = new Dictionary<Type, List<object>>();
        foreach ((Type query, Type row) in ApplicationServices.Catalogue)
        foreach (object request in RequestSpread.Of(query, []))
        {
            if (!rows.TryGetValue(row, out List<object>? seen))
                rows.Add(row, seen = []);
            seen.AddRange((await ask(request)).Rows);
        }
        return
        [
            .. ApplicationServices.Catalogue.SelectMany(entry =>
                RequestSpread.Of(entry.Query, [.. rows.GetValueOrDefault(entry.Row, []).Distinct()])
            ),
        ];
    }
}
