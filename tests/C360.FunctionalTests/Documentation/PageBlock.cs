namespace C360.FunctionalTests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The line of its fence in the page.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Text">Its lines, without the page's indentation.</param>
internal sealed record PageBlock(int Line, string Language, string Text)
{
    /// <summary>Why it is not run, from the comment <c>not run: …</c> before it; null when it is.</summary>
    public string? NotRun { get; init; }

    /// <summary>What the page takes for granted, done before it, from the comments <c>before: …</c>.</summary>
    public string Before { get; init; } = "";

    /// <summary>The exit code that the page tells of, from the comment <c>exits: …</c> before it.</summary>
    public int ExitCode { get; init; }

    /// <summary>The settings of the service that answers, from the last comment <c>service: …</c> before it; null for the one of all pages.</summary>
    public string? Service { get; init; }

    /// <summary>What the page says it prints: the block right behind it.</summary>
    public PageBlock? Answer { get; init; }

    /// <summary>Something to type.</summary>
    public bool IsCommand => Language is "bash" or "python";
}
