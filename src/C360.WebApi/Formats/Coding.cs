namespace C360.WebApi.Formats;

/// <summary>How a body is compressed.</summary>
internal enum Coding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary>As every client can.</summary>
    Gzip,

    /// <summary>Smaller.</summary>
    Brotli,
}
