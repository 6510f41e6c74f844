namespace C360.Infrastructure.DuckDb.Native;

/// <summary>
/// A database file that this process has open. DuckDB's file locks keep other processes out but not a second instance in the same process, and two
/// that write, or one that reads beside one that writes, go apart without a word.
/// </summary>
internal sealed class OpenFile : IDisposable
{
    private const int Writer = -1;
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Users = [];
    private readonly string _path;
    private readonly bool _readOnly;

    private OpenFile(string path, bool readOnly) => (_path, _readOnly) = (path, readOnly);

    /// <summary>Enters the file among the open ones: many readers or one writer.</summary>
    /// <exception cref="DuckDbException">It is open in a way that excludes this one.</exception>
    public static OpenFile Enter(string path, bool readOnly)
    {
        var file = new OpenFile(Path.GetFullPath(path), readOnly);
        lock (Gate)
        {
            int users = Users.GetValueOrDefault(file._path);
            if (users == Writer || (users > 0 && !readOnly))
            {
                throw new DuckDbException(
                    $"IO Error: {Path.GetFileName(path)} is already open in this process for {(users == Writer ? "writing" : "reading")}",
                    DuckDbErrorKind.Io
                );
            }
            Users[file._path] = readOnly ? users + 1 : Writer;
        }
        return file;
    }

    /// <summary>Takes the file off the open ones; called once.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            int users = _readOnly ? Users[_path] - 1 : 0;
            if (users > 0)
            {
                Users[_path] = users;
            }
            else
            {
                Users.Remove(_path);
            }
        }
    }
}
