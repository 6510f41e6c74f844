using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Domain.Spelling;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>Sees whether a file has the columns of its source, each of them once.</summary>
internal static class NeededColumns
{
    /// <summary>Does so.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">The names in its header or schema.</param>
    /// <param name="source">Its source.</param>
    /// <exception cref="RefreshFailedException">One is missing, or is there more than once.</exception>
    public static void Check(SourceFile file, IReadOnlyCollection<string> names, Source source)
    {
        string[] declared = [.. source.Columns.Select(column => column.Name)];
        foreach (string column in declared)
        {
            int times = names.Count(name => name == column);
            if (times > 1)
            {
                throw new RefreshFailedException($"{file.Name} has {times} columns named {column}.");
            }
            if (times == 0)
            {
                string? near = NearestName.Of(column, names.Except(declared));
                string instead = near is null ? "" : $"; it has {near} instead";
                throw new RefreshFailedException($"{file.Name} lacks the column {column}{instead}.");
            }
        }
    }
}
