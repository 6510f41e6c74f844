namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>How a character moves the place in a record.</summary>
internal static class CsvPlaceSteps
{
    /// <summary>The place after a character that does not end the record.</summary>
    public static CsvPlace After(this CsvPlace place, char c) =>
        (place, c) switch
        {
            (CsvPlace.Quoted, '"') => CsvPlace.Closing,
            (CsvPlace.Quoted, _) => CsvPlace.Quoted,
            (_, ',') => CsvPlace.CellStart,
            (CsvPlace.CellStart or CsvPlace.Closing, '"') => CsvPlace.Quoted,
            _ => CsvPlace.Plain,
        };
}
