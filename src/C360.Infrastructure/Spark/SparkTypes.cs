namespace C360.Infrastructure.Spark;

/// <summary>Spark's types under the names that the embedded engine gives them, by which sources and views are declared.</summary>
internal static class SparkTypes
{
    /// <summary>The name of a type.</summary>
    /// <param name="spark">Spark's own name, as DESCRIBE tells it.</param>
    public static string NameOf(string spark) =>
        spark.ToLowerInvariant() switch
        {
            "string" => "VARCHAR",
            "int" => "INTEGER",
            "timestamp" or "timestamp_ntz" => "TIMESTAMP",
            "binary" => "BLOB",
            var type when type.StartsWith("array<", StringComparison.Ordinal) => "LIST[]",
            var type when type.StartsWith("struct<", StringComparison.Ordinal) => "STRUCT()",
            var type when type.StartsWith("map<", StringComparison.Ordinal) => "MAP()",
            var type => type.ToUpperInvariant(),
        };
}
