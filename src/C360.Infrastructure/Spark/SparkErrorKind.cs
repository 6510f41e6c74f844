namespace C360.Infrastructure.Spark;

/// <summary>What kind of failure the cluster told of, or had.</summary>
internal enum SparkErrorKind
{
    /// <summary>The cluster cannot be reached or went away, after all tries: it may pass.</summary>
    Unreachable,

    /// <summary>The session is gone on the server: on a new one the statement may well succeed.</summary>
    SessionLost,

    /// <summary>The token is missing or wrong, or its owner may not do this.</summary>
    Refused,

    /// <summary>The statement is at fault: its SQL, a name in it, a value that it met. <see cref="SparkException.ErrorClass"/> says which.</summary>
    Statement,

    /// <summary>Spark failed, and does not say by a class why: no fault of the statement's that anybody could tell.</summary>
    Engine,

    /// <summary>What came is not what the protocol says: damaged, out of order, incomplete.</summary>
    Protocol,
}
