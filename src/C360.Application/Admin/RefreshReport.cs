using C360.Domain.Refreshing;

namespace C360.Application.Admin;

/// <summary>A refresh: one run of the pipeline.</summary>
/// <param name="RefreshId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Trigger">Who asked for it.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
/// <param name="Stage">What it is doing, or was doing when it ended.</param>
/// <param name="Percent">How far it is, 0 to 100; never goes back.</param>
/// <param name="Error">What went wrong, in plain words; null unless it failed.</param>
/// <param name="DataVersion">The snapshot it published; null unless it succeeded.</param>
public sealed record RefreshReport(
    string RefreshId,
    RefreshStatus Status,
    RefreshTrigger Trigger,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string? Stage,
    int Percent,
    string? Error,
    string? DataVersion
);
