using C360.Domain.Refreshing;

namespace C360.Application.Admin;

/// <summary>A refresh: one run of the pipeline.</summary>
/// <param name="RefreshId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Trigger">Who asked for it.</param>
/// <param name="ForceRefresh">Whether it was to build even when nothing had changed.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
/// <param name="Stage">What it is doing, or was doing when it ended.</param>
/// <param name="StageNumber">The place of the stage among all, from 1; null until the stages are known.</param>
/// <param name="StageCount">How many stages there are; null until they are known.</param>
/// <param name="Percent">How far it is, 0 to 100; never goes back.</param>
/// <param name="Sources">The sources that have been read so far.</param>
/// <param name="Models">The models that have been run so far.</param>
/// <param name="Error">What went wrong, in plain words; null unless it failed.</param>
/// <param name="DataVersion">The snapshot it published; null unless it succeeded.</param>
/// <param name="Host">The machine of the process that runs it.</param>
/// <param name="ProcessId">The process's number there.</param>
public sealed record RefreshReport(
    string RefreshId,
    RefreshStatus Status,
    RefreshTrigger Trigger,
    bool ForceRefresh,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string? Stage,
    int? StageNumber,
    int? StageCount,
    int Percent,
    IReadOnlyList<SourceRowsReport> Sources,
    IReadOnlyList<ModelTimeReport> Models,
    string? Error,
    string? DataVersion,
    string Host,
    int ProcessId
);
