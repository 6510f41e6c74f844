namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>Where in a record of a CSV file the next byte stands.</summary>
internal enum CsvPlace
{
    /// <summary>At the beginning of a cell, maybe after blanks: a quote opens.</summary>
    CellStart,

    /// <summary>In a cell without quotes: a quote is a character.</summary>
    Plain,

    /// <summary>Within quotes: commas and line ends belong to the value.</summary>
    Quoted,

    /// <summary>After a quote within quotes: another one makes a character of both, anything else has left the quotes.</summary>
    Closing,

    /// <summary>After a cell in quotes: only blanks may follow.</summary>
    Closed,
}
