using System.Text.RegularExpressions;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Models;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>
/// Which columns of a source the models find: those that any of them names, and those that the build itself reads for its reports. The others are checked but not
/// kept, which at five million rows of CSV saves a tenth of the whole build. A model that selects * names them all.
/// </summary>
/// <param name="models">The texts of the models.</param>
internal sealed class ColumnsInUse(IReadOnlyCollection<string> models)
{
    // What reports are counted from.
    private static readonly string[] Counted = ["email", "registration_date", "currency"];

    private readonly HashSet<string> _words =
    [
        .. models.SelectMany(text => Regex.Matches(text, "[A-Za-z_][A-Za-z0-9_]*")).Select(word => word.Value.ToLowerInvariant()),
        .. Counted,
    ];

    private readonly bool _all = models.Any(SelectsAll);

    /// <summary>The columns, in the order of declaration.</summary>
    public IReadOnlyList<SourceColumn> Of(Source source) =>
        [
            .. source.Columns.Where(column =>
                _all || column.Required || column.NotAfterAsOf || column.Known.Count > 0 || _words.Contains(column.Name)
            ),
        ];

    // A star that stands where a value would begin, and neither counts nor multiplies.
    private static bool SelectsAll(string model)
    {
        SqlToken[] tokens = SqlTokens.Of(model);
        return tokens.Skip(1).Zip(tokens).Any(pair => pair.First.IsSymbol("*") && IsBeforeItem(pair.Second));
    }

    private static bool IsBeforeItem(SqlToken token) =>
        token.IsAny("SELECT", "DISTINCT", "ALL") || token.IsSymbol(",") || token.IsSymbol(".");
}
