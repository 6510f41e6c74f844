namespace C360.Domain.Snapshots;

/// <summary>What a build depends on, in a form that can be compared: equal inputs build equal snapshots.</summary>
/// <param name="DataPath">The folder of the sources.</param>
/// <param name="SourceFingerprint">A hash over the names, sizes and times of the source files.</param>
/// <param name="ModelsHash">A hash over the model files and the settings that the rules read.</param>
public sealed record PipelineInputs(string DataPath, string SourceFingerprint, string ModelsHash);
