namespace C360.Generate.Postman;

/// <summary>An operation of the OpenAPI document.</summary>
/// <param name="Id">Its id, as in <c>churn_risk_customers</c>.</param>
/// <param name="Team">Who asks it.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Description">What it is for, in Markdown.</param>
/// <param name="NeedsKey">Whether it wants a key where the service has keys.</param>
/// <param name="Parameters">What can be asked.</param>
/// <param name="Answers">What can come back.</param>
internal sealed record Operation(
    string Id,
    string Team,
    string Method,
    string Path,
    string Description,
    bool NeedsKey,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Answer> Answers
)
{
    /// <summary>Its name for people, as in <c>Churn risk customers</c>.</summary>
    public string Name => (char.ToUpperInvariant(Id[0]) + Id[1..].Replace('_', ' ')).Replace("Rfm", "RFM", StringComparison.Ordinal);

    /// <summary>Its answers in a media type that are successes.</summary>
    /// <param name="mediaType">The media type.</param>
    public IEnumerable<Answer> Successes(string mediaType) =>
        Answers.Where(answer => answer.Status is >= 200 and < 300 && answer.MediaType == mediaType);

    /// <summary>Its answer of a status, in JSON where there are several forms; null when it has none.</summary>
    /// <param name="status">The status.</param>
    public Answer? AnswerOf(int status) =>
        Answers.Where(answer => answer.Status == status).OrderBy(answer => answer.MediaType == MediaTypes.Json ? 0 : 1).FirstOrDefault();
}
