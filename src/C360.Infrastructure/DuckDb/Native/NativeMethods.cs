using System.Reflection;
using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

/// <summary>The part of DuckDB's C API (duckdb.h of the pinned version) that this layer calls, in one file per theme.</summary>
internal static partial class NativeMethods
{
    /// <summary>The environment variable that names another library than the one beside the program, for the build and for the program.</summary>
    internal const string LibraryVariable = "DUCKDB_LIBRARY";

    private const string Library = "duckdb";

    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, Resolve);

    /// <summary>The text at a pointer that DuckDB keeps.</summary>
    internal static string? Text(nint utf8) => Marshal.PtrToStringUTF8(utf8);

    /// <summary>The text at a pointer that DuckDB has handed over, which is freed.</summary>
    internal static string? OwnText(nint utf8)
    {
        string? text = Text(utf8);
        Free(utf8);
        return text;
    }

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    private static partial void Free(nint pointer);

    // .NET itself looks under runtimes/ only for libraries that a package has declared; this one is brought by the build.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
        {
            return 0;
        }
        return Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } named ? LoadNamed(named) : LoadShipped();
    }

    /// <summary>The library that somebody has named: no other will do, because he would not know which one runs.</summary>
    /// <exception cref="DllNotFoundException">It is none.</exception>
    internal static nint LoadNamed(string path) =>
        NativeLibrary.TryLoad(path, out nint handle)
            ? handle
            : throw new DllNotFoundException($"{LibraryVariable}={path}: must be a DuckDB library for {Platform} that exists");

    private static nint LoadShipped()
    {
        string file =
            OperatingSystem.IsWindows() ? "duckdb.dll"
            : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
            : "libduckdb.so";
        string root = AppContext.BaseDirectory;
        foreach (string path in new[] { Path.Combine(root, "runtimes", Platform, "native", file), Path.Combine(root, file), file })
        {
            if (NativeLibrary.TryLoad(path, out nint handle))
            {
                return handle;
            }
        }
        throw new DllNotFoundException(
            $"The DuckDB library runtimes/{Platform}/native/{file} is missing beside the program: build on this platform, or with "
                + $"-p:DuckDbRid={Platform}; where npm is not to be had, with the environment variable DUCKDB_LIBRARY naming a {file}."
        );
    }

    private static string Platform =>
        (
            OperatingSystem.IsWindows() ? "win-"
            : OperatingSystem.IsMacOS() ? "osx-"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl-"
            : "linux-"
        ) + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");
}
