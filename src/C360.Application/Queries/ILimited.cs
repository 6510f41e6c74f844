namespace C360.Application.Queries;

/// <summary>A query whose list is cut at a limit; the answer says whether it was.</summary>
public interface ILimited
{
    /// <summary>The largest limit that may be asked for.</summary>
    const int Most = 1000;

    /// <summary>Most rows to list.</summary>
    int Limit { get; }
}
