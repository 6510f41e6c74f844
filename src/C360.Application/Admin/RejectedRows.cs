using System.Diagnostics.CodeAnalysis;
using C360.Application.Queries;
using C360.Domain.Sources;
using C360.Domain.Views;
using FluentValidation;

namespace C360.Application.Admin;

/// <summary>The rows that the last refresh rejected, page by page: by source as declared, then file, then line.</summary>
/// <remarks>
/// For the next page, give the row_id of the last row as after, until meta.truncated is false. When meta.data_version is another than that of the
/// page before, a refresh came between and the numbers are new: begin again.
/// </remarks>
public sealed record RejectedRows : IAnalyticQuery<RejectedRow>, ILimited
{
    private static readonly string[] Sources = [.. DeclaredSources.All.Select(source => source.Name)];

    /// <summary>Only rows of this source, as in sales/transactions; not given: of all.</summary>
    public string? Source { get; init; }

    /// <summary>Only rows rejected for this reason; not given: for any.</summary>
    public RejectionReason? Reason { get; init; }

    /// <summary>Most rows to list, 1 to 1000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only rows after the one with this row_id; 0 begins with the first.</summary>
    public long After { get; init; }

    internal sealed class Validator : AbstractValidator<RejectedRows>
    {
        public Validator()
        {
            RuleFor(q => q.Source).SetValidator(new OneOf<RejectedRows>(Sources));
            RuleFor(q => q.Limit).InclusiveBetween(1, ILimited.Most);
            RuleFor(q => q.After).GreaterThanOrEqualTo(0);
        }
    }
}

/// <summary>Why a row is rejected.</summary>
public enum RejectionReason
{
    /// <summary>A required value is not there.</summary>
    Missing,

    /// <summary>A required value does not have its shape, or the row has more or fewer cells than the header.</summary>
    Unparsable,

    /// <summary>A required number is smaller or larger than it may be.</summary>
    OutOfRange,

    /// <summary>The row's parent is nowhere.</summary>
    Orphan,

    /// <summary>The row's parent is there but was rejected.</summary>
    OrphanOfRejected,

    /// <summary>The row's key occurs again later.</summary>
    DuplicateKey,
}

/// <summary>A row that was rejected.</summary>
/// <param name="RowId">Its number among all rejected rows of the snapshot, from 1.</param>
/// <param name="Source">Its source.</param>
/// <param name="File">Its file, below C360_DATA_PATH.</param>
/// <param name="Line">The line on which it begins; null in Parquet, which has none.</param>
/// <param name="Key">Its key; null when that is missing.</param>
/// <param name="Column">The column at fault; null when the row has not as many cells as the header.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="RawValues">
/// Its cells by column, as the file has them. Of a cell at most the first 1,000 characters are kept, fewer when a row has more than 16 columns, and of a
/// row the first 100 cells; what was cut says how long it is.
/// </param>
public sealed record RejectedRow(
    [property: MeasuredIn(Unit.Ordinal)] long RowId,
    string Source,
    string File,
    [property: MeasuredIn(Unit.Ordinal)] long? Line,
    string? Key,
    string? Column,
    string Reason,
    [property: StringSyntax(StringSyntaxAttribute.Json)] string RawValues
);
