using C360.Infrastructure.Spark.Protocol;
using Kind = C360.Infrastructure.Spark.Protocol.DataType.KindOneofCase;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>A type as Spark writes it.</summary>
internal static class SparkTypeName
{
    private static readonly string[] YearMonthFields = ["year", "month"];
    private static readonly string[] DayTimeFields = ["day", "hour", "minute", "second"];

    /// <summary>The name of a type, as in <c>decimal(18,2)</c> or <c>struct&lt;a:int&gt;</c>; <c>unknown</c> for one that the protocol got later.</summary>
    public static string Of(DataType? type) =>
        type?.KindCase switch
        {
            Kind.Null => "void",
            Kind.Binary => "binary",
            Kind.Boolean => "boolean",
            Kind.Byte => "tinyint",
            Kind.Short => "smallint",
            Kind.Integer => "int",
            Kind.Long => "bigint",
            Kind.Float => "float",
            Kind.Double => "double",
            Kind.Decimal => $"decimal({type.Decimal.Precision},{type.Decimal.Scale})",
            Kind.String => type.String.Collation is "" or "UTF8_BINARY" ? "string" : $"string collate {type.String.Collation}",
            Kind.Char => $"char({type.Char.Length})",
            Kind.VarChar => $"varchar({type.VarChar.Length})",
            Kind.Date => "date",
            Kind.Timestamp => "timestamp",
            Kind.TimestampNtz => "timestamp_ntz",
            Kind.CalendarInterval => "interval",
            Kind.YearMonthInterval => Interval(YearMonthFields, type.YearMonthInterval.StartField, LastField(type.YearMonthInterval)),
            Kind.DayTimeInterval => Interval(DayTimeFields, type.DayTimeInterval.StartField, LastField(type.DayTimeInterval)),
            Kind.Array => $"array<{Of(type.Array.ElementType)}>",
            Kind.Map => $"map<{Of(type.Map.KeyType)},{Of(type.Map.ValueType)}>",
            Kind.Struct => $"struct<{string.Join(',', type.Struct.Fields.Select(field => $"{field.Name}:{Of(field.DataType)}"))}>",
            Kind.Unparsed => type.Unparsed.DataTypeString,
            Kind.Variant => "variant",
            _ => "unknown",
        };

    private static int LastField(DataType.Types.YearMonthInterval type) => type.HasEndField ? type.EndField : YearMonthFields.Length - 1;

    private static int LastField(DataType.Types.DayTimeInterval type) => type.HasEndField ? type.EndField : DayTimeFields.Length - 1;

    private static string Interval(string[] fields, int first, int last) =>
        first < 0 || last < first || last >= fields.Length ? "interval"
        : first == last ? $"interval {fields[first]}"
        : $"interval {fields[first]} to {fields[last]}";
}
