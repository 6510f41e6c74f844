namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>How a record of a CSV file ends.</summary>
internal enum LineEnd
{
    /// <summary>With the file.</summary>
    None,

    /// <summary>With LF.</summary>
    Lf,

    /// <summary>With CRLF.</summary>
    CrLf,

    /// <summary>With LF, but there is a CR without LF in it outside of quotes.</summary>
    Mixed,
}
