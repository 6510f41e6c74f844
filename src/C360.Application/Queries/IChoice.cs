namespace C360.Application.Queries;

/// <summary>A rule of a validator that takes only some values, and can list them for whoever describes the parameter.</summary>
public interface IChoice
{
    /// <summary>The values.</summary>
    IReadOnlyList<string> Choices { get; }
}
