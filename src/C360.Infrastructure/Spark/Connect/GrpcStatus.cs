namespace C360.Infrastructure.Spark.Connect;

/// <summary>The numbers by which gRPC ends a call.</summary>
internal static class GrpcStatus
{
    /// <summary>It succeeded.</summary>
    public const int Ok = 0;

    /// <summary>It was given up, usually by the caller.</summary>
    public const int Cancelled = 1;

    /// <summary>It failed, nobody knows how.</summary>
    public const int Unknown = 2;

    /// <summary>It took too long.</summary>
    public const int DeadlineExceeded = 4;

    /// <summary>The caller may not do this.</summary>
    public const int PermissionDenied = 7;

    /// <summary>Something ran out; a message that is too large is told so too.</summary>
    public const int ResourceExhausted = 8;

    /// <summary>The server does not know the call.</summary>
    public const int Unimplemented = 12;

    /// <summary>The server failed; Spark ends every failed statement so.</summary>
    public const int Internal = 13;

    /// <summary>The server is not there, for now.</summary>
    public const int Unavailable = 14;

    /// <summary>Data was lost or damaged.</summary>
    public const int DataLoss = 15;

    /// <summary>The token is missing or wrong.</summary>
    public const int Unauthenticated = 16;
}
