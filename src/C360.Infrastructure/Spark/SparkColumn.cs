namespace C360.Infrastructure.Spark;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name; names may repeat.</param>
/// <param name="Type">Its type as Spark writes it, as in <c>decimal(18,2)</c>.</param>
internal sealed record SparkColumn(string Name, string Type);
