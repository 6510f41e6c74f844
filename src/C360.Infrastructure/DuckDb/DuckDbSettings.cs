namespace C360.Infrastructure.DuckDb;

/// <summary>How a database is opened. Whatever is set here, statements reach no network and no extension, and change no setting.</summary>
internal sealed record DuckDbSettings
{
    /// <summary>How much memory DuckDB may use: <c>3GB</c>, or a number of bytes; null: 80 % of the machine's. Results held whole are not counted.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>How many threads work on one statement, the caller's among them; null: one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>The folder for what does not fit into memory; null: nothing is written, such a statement fails.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Whether the file is only read: many instances may then have it open.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The only folders whose files a statement may read and write; none by default.</summary>
    public IReadOnlyList<string> AllowedDirectories { get; init; } = [];

    /// <summary>Whether rows keep their order where the SQL asks for none; false needs less memory for big copies.</summary>
    public bool PreserveInsertionOrder { get; init; } = true;
}
