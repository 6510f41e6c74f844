namespace C360.Infrastructure.DuckDb;

/// <summary>What a caller does about an engine's error depends on this.</summary>
internal enum DuckDbErrorKind
{
    /// <summary>Anything else: a cast that failed, a division, a setting, …; the same statement on the same data fails again.</summary>
    Other,

    /// <summary>The text is not SQL.</summary>
    Syntax,

    /// <summary>The text names what is not there, or types that do not fit.</summary>
    Bind,

    /// <summary>A rule of a table is broken.</summary>
    Constraint,

    /// <summary>The statement may not do that here: files, network and extensions are closed.</summary>
    Denied,

    /// <summary>A file could not be read, written or locked: may pass.</summary>
    Io,

    /// <summary>The memory limit is reached and spilling does not help, or is not allowed: may pass when less runs beside.</summary>
    OutOfMemory,

    /// <summary>Somebody has called <see cref="DuckDbConnection.Interrupt"/>.</summary>
    Interrupted,

    /// <summary>The instance is beyond repair: every further statement fails until the file is opened anew.</summary>
    Fatal,
}
