using C360.Domain.Snapshots;

namespace C360.Infrastructure.Pipeline;

/// <summary>One build: nothing in it reads the clock or the configuration.</summary>
/// <param name="DataPath">The folder of the sources.</param>
/// <param name="PipelinePath">The folder of the models.</param>
/// <param name="AsOf">How as_of is found.</param>
/// <param name="Today">The day of the build (UTC).</param>
/// <param name="BuiltAt">The moment of the build (UTC), shown as profile_created_at.</param>
/// <param name="SupportCostPerTicket">What a support ticket costs, in the currency of the data.</param>
/// <param name="Folder">Where the outcome goes: exists, empty.</param>
internal sealed record PipelineRun(
    string DataPath,
    string PipelinePath,
    AsOfSetting AsOf,
    DateOnly Today,
    DateTimeOffset BuiltAt,
    decimal SupportCostPerTicket,
    string Folder
);
