namespace C360.Infrastructure.Spark;

/// <summary>One statement, said in full.</summary>
/// <param name="Sql">Its text; parameters are written <c>:name</c>.</param>
internal sealed record SparkStatement(string Sql)
{
    /// <summary>
    /// A value for each parameter: null, bool, int, long, double, decimal, string, DateOnly or DateTime (UTC). A null has no type and a decimal only that
    /// of its digits: the text casts them.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>What the statement is called on the cluster, beside the service's name: the query's name, the request's id. No commas.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Told how far the cluster is, in per cent; never goes back. Spark before 4.0 does not tell.</summary>
    public IProgress<double>? Progress { get; init; }
}
