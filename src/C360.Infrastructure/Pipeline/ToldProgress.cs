namespace C360.Infrastructure.Pipeline;

/// <summary>Unlike <see cref="Progress{T}"/>, tells at once and in order.</summary>
/// <param name="tell">Told how far the build is.</param>
internal sealed class ToldProgress(Action<PipelineProgress> tell) : IProgress<PipelineProgress>
{
    /// <summary>Tells.</summary>
    /// <param name="value">How far it is.</param>
    public void Report(PipelineProgress value) => tell(value);
}
