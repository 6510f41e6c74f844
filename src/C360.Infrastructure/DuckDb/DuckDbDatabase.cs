using System.Globalization;
using C360.Application.Queries;
using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

/// <summary>One DuckDB instance over a file, or in memory. Threads may share it, but not its connections.</summary>
/// <remarks>
/// Closed to files, network and extensions, but no place for SQL from strangers: <c>CALL enable_logging</c> with a file, refused only when the log is
/// written, ends the process.
/// </remarks>
internal sealed class DuckDbDatabase : IDisposable
{
    private const string InMemory = ":memory:";
    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The version of the loaded library: <c>1.5.5</c>.</summary>
    public static string LibraryVersion => NativeMethods.Text(NativeMethods.LibraryVersion())!.TrimStart('v');

    /// <summary>Opens a database file, or makes it; <c>:memory:</c> for none.</summary>
    /// <exception cref="DuckDbException">The file cannot be opened, this process has it open in a way that excludes it, or a setting is refused.</exception>
    public static DuckDbDatabase Open(string path, DuckDbSettings settings)
    {
        OpenFile? file = path == InMemory ? null : OpenFile.Enter(path, settings.ReadOnly);
        DatabaseHandle handle;
        try
        {
            handle = OpenNative(path, settings);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
        handle.File = file;
        var database = new DuckDbDatabase(handle);
        try
        {
            using DuckDbConnection connection = database.Connect();
            connection.Execute(Preparation(settings));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session.</summary>
    public DuckDbConnection Connect()
    {
        _handle.ThrowIfClosed();
        return NativeMethods.Connect(_handle, out ConnectionHandle handle) == 0
            ? new DuckDbConnection(_handle, handle)
            : throw DuckDbException.From("DuckDB could not make a connection");
    }

    /// <summary>Ends the instance: its connections refuse further statements, and the file is closed when the last of them is.</summary>
    public void Dispose() => _handle.Dispose();

    private static DatabaseHandle OpenNative(string path, DuckDbSettings settings)
    {
        if (NativeMethods.CreateConfig(out nint config) != 0)
        {
            throw DuckDbException.From("DuckDB could not make a configuration");
        }
        try
        {
            foreach ((string name, string value) in Configuration(settings))
            {
                if (NativeMethods.SetConfig(config, name, value) != 0)
                {
                    throw DuckDbException.From($"DuckDB does not take {value} for {name}");
                }
            }
            if (NativeMethods.OpenExt(path, out DatabaseHandle handle, config, out nint error) == 0)
            {
                return handle;
            }
            handle.Dispose();
            throw DuckDbException.From(NativeMethods.OwnText(error));
        }
        finally
        {
            NativeMethods.DestroyConfig(ref config);
        }
    }

    private static IEnumerable<(string Name, string Value)> Configuration(DuckDbSettings settings)
    {
        yield return ("access_mode", settings.ReadOnly ? "READ_ONLY" : "READ_WRITE");
        yield return ("temp_directory", settings.TempDirectory ?? "");
        yield return ("autoload_known_extensions", "false");
        yield return ("autoinstall_known_extensions", "false");
        yield return ("allow_community_extensions", "false");
        yield return ("allow_unsigned_extensions", "false");
        yield return ("allow_persistent_secrets", "false");
        if (settings.MemoryLimit is not null)
        {
            yield return ("memory_limit", settings.MemoryLimit);
        }
        if (settings.Threads is { } threads)
        {
            yield return ("threads", threads.ToString(CultureInfo.InvariantCulture));
        }
    }

    // What every connection works under. The folders cannot be given as configuration, and only before the door is shut; the lock comes last.
    private static string Preparation(DuckDbSettings settings) =>
        $"""
            SET GLOBAL TimeZone = 'UTC';
            -- Spark's order, so that one text gives one answer.
            SET GLOBAL default_null_order = 'NULLS_FIRST_ON_ASC_LAST_ON_DESC';
            -- The largest LIMIT of a list, and the one row more that tells whether it was cut: rows are found by their keys first, and only those of the page are read whole.
            SET GLOBAL late_materialization_max_rows = {ILimited.Most + 1};
            SET GLOBAL preserve_insertion_order = {settings.PreserveInsertionOrder};
            SET GLOBAL allowed_directories = [{string.Join(", ", settings.AllowedDirectories.Select(SqlText.Quoted))}];
            SET GLOBAL enable_external_access = false;
            SET GLOBAL lock_configuration = true;
            """;
}
