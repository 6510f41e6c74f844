using System.Globalization;
using System.Text.RegularExpressions;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using LiteralCase = C360.Infrastructure.Spark.Protocol.Expression.Types.Literal.LiteralTypeOneofCase;

namespace C360.Spark.Tests.Server;

/// <summary>Types and values between the protocol and a cluster that has no wire.</summary>
internal static partial class WiredTypes
{
    /// <summary>The schema of a result.</summary>
    public static DataType Schema(IEnumerable<SparkColumn> columns) =>
        new()
        {
            Struct = new DataType.Types.Struct
            {
                Fields =
                {
                    columns.Select(column => new DataType.Types.StructField
                    {
                        Name = column.Name,
                        DataType = Of(column.Type),
                        Nullable = true,
                    }),
                },
            },
        };

    /// <summary>The value of a parameter.</summary>
    public static object? Value(Expression.Types.Literal literal) =>
        literal.LiteralTypeCase switch
        {
            LiteralCase.Null => null,
            LiteralCase.Boolean => literal.Boolean,
            LiteralCase.Integer => literal.Integer,
            LiteralCase.Long => literal.Long,
            LiteralCase.Double => literal.Double,
            LiteralCase.Decimal => decimal.Parse(literal.Decimal.Value, CultureInfo.InvariantCulture),
            LiteralCase.String => literal.String,
            LiteralCase.Date => DateOnly.FromDayNumber(literal.Date + new DateOnly(1970, 1, 1).DayNumber),
            LiteralCase.Timestamp => DateTime.UnixEpoch.AddMicroseconds(literal.Timestamp),
            _ => throw new NotSupportedException($"A parameter of type {literal.LiteralTypeCase}"),
        };

    private static DataType Of(string type) =>
        type switch
        {
            "boolean" => new() { Boolean = new() },
            "tinyint" => new() { Byte = new() },
            "smallint" => new() { Short = new() },
            "int" => new() { Integer = new() },
            "bigint" => new() { Long = new() },
            "float" => new() { Float = new() },
            "double" => new() { Double = new() },
            "string" => new() { String = new() },
            "date" => new() { Date = new() },
            "timestamp" => new() { Timestamp = new() },
            "timestamp_ntz" => new() { TimestampNtz = new() },
            "void" => new() { Null = new() },
            _ when DecimalType().Match(type) is { Success: true } found => new()
            {
                Decimal = new()
                {
                    Precision = int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                    Scale = int.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture),
                },
            },
            _ => throw new NotSupportedException($"A column of type {type}"),
        };

    [GeneratedRegex(@"\Adecimal\(([0-9]+),([0-9]+)\)\z")]
    private static partial Regex DecimalType();
}
