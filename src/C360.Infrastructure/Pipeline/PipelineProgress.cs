using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline;

/// <summary>How far a build is.</summary>
/// <param name="Stage">What it is doing, in the user's words: <c>reading sales/transactions</c>, <c>model sales</c>, <c>writing</c>.</param>
/// <param name="Percent">0 to 100 over the whole build; never goes back.</param>
/// <param name="Rows">How many rows the stage took; null until it is known, and where rows are not what it is about.</param>
internal sealed record PipelineProgress(string Stage, double Percent, long? Rows = null)
{
    /// <summary>The place of the stage among all, from 1; null until the stages are known.</summary>
    public int? Number { get; init; }

    /// <summary>How many stages there are; null until they are known.</summary>
    public int? Count { get; init; }

    /// <summary>The model that is run, when the stage is about one.</summary>
    public string? Model { get; init; }

    /// <summary>What was read of a source, at the end of the stage that read it.</summary>
    public SourceRows? Source { get; init; }
}
