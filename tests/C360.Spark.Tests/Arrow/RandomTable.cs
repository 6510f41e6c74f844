using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Arrow;

/// <summary>Columns of any types and values of any kind, the same for the same seed.</summary>
internal sealed class RandomTable
{
    private static readonly string[] Types =
    [
        "boolean",
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "float",
        "double",
        "decimal(28,6)",
        "string",
        "binary",
        "date",
        "timestamp",
        "timestamp_ntz",
        "void",
    ];

    private readonly Random random;

    public RandomTable(int seed, int mostRows = 40)
    {
        random = new Random(seed);
        Columns = [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => new SparkColumn($"c{i}", Types[random.Next(Types.Length)]))];
        Rows = [.. Enumerable.Range(0, random.Next(mostRows)).Select(_ => Columns.Select(column => Value(column.Type)).ToArray())];
    }

    public IReadOnlyList<SparkColumn> Columns { get; }

    public IReadOnlyList<object?[]> Rows { get; }

    private object? Value(string type)
    {
        if (random.Next(4) == 0)
            return null;

        byte[] bytes = new byte[random.Next(30)];
        random.NextBytes(bytes);
        return type switch
        {
            "boolean" => random.Next(2) == 0,
            "tinyint" => (sbyte)random.Next(sbyte.MinValue, sbyte.MaxValue + 1),
            "smallint" => (short)random.Next(short.MinValue, short.MaxValue + 1),
            "int" => random.Next(int.MinValue, int.MaxValue),
            "bigint" => random.NextInt64(long.MinValue, long.MaxValue),
            "float" => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
            "double" => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            "string" => string.Concat(
                bytes.Select(value => char.ConvertFromUtf32(value * 0x100 is >= 0xd800 and < 0xe000 ? 0x1f600 : value * 0x100))
            ),
            "binary" => bytes,
            "date" => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1)),
            "timestamp" or "timestamp_ntz" => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks / 10) * 10, DateTimeKind.Utc),
            "decimal(28,6)" => new decimal(random.Next(), random.Next(), random.Next(1 << 24), random.Next(2) == 0, 6),
            _ => null,
        };
    }
}
