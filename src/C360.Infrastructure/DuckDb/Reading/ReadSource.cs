using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A source that the embedded engine reads.</summary>
/// <param name="Source">The declaration.</param>
/// <param name="Columns">The columns that models find.</param>
/// <param name="Runs">Its files; none when it is optional and missing.</param>
internal sealed record ReadSource(Source Source, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<FileRun> Runs)
    : CheckedSource(Source, Columns)
{
    /// <summary>Whether all files are Parquet: the rows then stay there.</summary>
    public bool IsParquet => Runs.All(run => run.IsParquet);

    /// <summary>The table behind <see cref="CheckedSource.Checked"/> when the files are not all Parquet.</summary>
    public string Rows => $"rows_{Source.Table}";
}
