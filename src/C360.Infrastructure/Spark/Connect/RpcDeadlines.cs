namespace C360.Infrastructure.Spark.Connect;

/// <summary>How long calls may take, whatever their callers say.</summary>
internal static class RpcDeadlines
{
    /// <summary>For what the server answers from memory.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    /// <summary>For words of courtesy: the caller is leaving.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>For what it has to think about.</summary>
    public static readonly TimeSpan Analysis = TimeSpan.FromSeconds(30);

    /// <summary>For one stream of an execution, which then goes on in the next.</summary>
    public static readonly TimeSpan Stream = TimeSpan.FromMinutes(10);
}
