namespace C360.Infrastructure.SampleData;

/// <summary>The form in which sample data is written.</summary>
internal enum SampleDataFormat
{
    /// <summary>One text file a source, with a header line.</summary>
    Csv,

    /// <summary>One typed Parquet file a source.</summary>
    Parquet,
}
