using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark.Building;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>
/// Reads sources: typed rows, each with a verdict, and the rejected ones set apart. Each result is a table, because a view over views is one tree that Spark goes through anew
/// with every statement. Required parents are to be read before their children.
/// </summary>
/// <param name="columns">The columns that models use.</param>
/// <param name="work">Where the tables are made.</param>
internal sealed class SparkSourceReader(ColumnsInUse columns, WorkDatabase work)
{
    private readonly SparkHeaders _headers = new(work.Tables, work.Name);
    private readonly SparkRejection _rejection = new(work);
    private readonly List<CheckedSource> _read = [];

    /// <summary>What has been read, in that order.</summary>
    public IReadOnlyList<CheckedSource> Sources => _read;

    /// <summary>The rejected rows.</summary>
    public SparkRejectedRows Rejected { get; } = new(work);

    /// <summary>Reads and judges a source.</summary>
    /// <param name="located">Where it is.</param>
    /// <param name="progress">Told how far its rows are.</param>
    /// <exception cref="RefreshFailedException">A file is at fault as a whole; rows at fault are set apart.</exception>
    public async Task<CheckedSource> ReadAsync(LocatedSource located, IProgress<double> progress)
    {
        var source = new CheckedSource(located.Source, columns.Of(located.Source));
        IReadOnlyList<SparkFiles> files = await _headers.ReadAsync(located);
        try
        {
            source = await JudgedAsync(source, files, progress);
            await Rejected.AddAsync(source, files);
        }
        catch (SparkException error) when (error.Kind is SparkErrorKind.Statement or SparkErrorKind.Engine)
        {
            throw files is [{ Files: [var only] }]
                ? SparkBuildFailure.OfFile(only, error)
                : SparkBuildFailure.OfSource(located.Source, error);
        }
        _read.Add(source);
        return source;
    }

    private async Task<CheckedSource> JudgedAsync(CheckedSource source, IReadOnlyList<SparkFiles> files, IProgress<double> progress)
    {
        IEnumerable<string> rows = SparkFiles
            .Pieces(files)
            .Select(piece => string.Join("\nUNION ALL\n", piece.Select(run => new SparkCheckedSelect(source, run).Text())));
        await work.MakeAsync(source.Checked, [.. rows.DefaultIfEmpty(SparkCheckedSelect.NoRows(source))], progress);
        IReadOnlyList<object?[]> groups = await work.Tables.RowsAsync(
            $"SELECT verdict, count(*), CAST(SUM(within_quotes) AS BIGINT) FROM {source.Checked} GROUP BY verdict"
        );
        source = VerdictCounts.With(source, groups.ToDictionary(row => (int)row[0]!, row => (long)row[1]!)) with
        {
            WithinQuotes = groups.Sum(row => (long)row[2]!),
        };
        source = await _rejection.BadRowsAsync(source);
        foreach (SourceParent parent in source.Source.Parents.Where(parent => parent.Required))
            source = await _rejection.OrphansAsync(source, _read.Single(read => read.Source.Name == parent.Source), parent.Column);
        source = await _rejection.DuplicatesAsync(source);
        string names = string.Join(", ", source.Columns.Select(column => column.Name));
        string accepted = $"SELECT {names} FROM {source.Accepted}";
        if (source.HasRejected)
            await work.MakeAsync(source.Source.Table, accepted);
        else
            await work.Tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {source.Source.Table} AS {accepted}");
        return source;
    }
}
