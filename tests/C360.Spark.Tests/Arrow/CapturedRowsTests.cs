// Long because every way to write a value down is compared.
using System.Globalization;
using System.Text.Json;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Protocol;
using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;

namespace C360.Spark.Tests.Arrow;

/// <summary>What real servers sent, against the rows that were to be read from it.</summary>
internal sealed class CapturedRowsTests
{
    private static readonly string[] Names =
    [
        .. Captures.Names.Where(name => Captures.Expected(name).TryGetProperty("rows", out _) && Messages(name).Count > 0),
    ];

    [TestCaseSource(nameof(Names))]
    public void A_recorded_result_is_read_value_by_value(string name)
    {
        JsonElement expected = Captures.Expected(name);
        JsonElement[] columns = [.. expected.GetProperty("columns").EnumerateArray()];
        JsonElement[][] rows = [.. expected.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().ToArray())];

        ArrowRows actual = new();
        int row = 0;
        foreach (Message message in Messages(name))
        {
            if (!actual.Add(message))
                continue;
            for (; actual.Read(); row++)
            {
                for (int i = 0; i < columns.Length; i++)
                    Compare(
                        actual,
                        i,
                        columns[i].GetProperty("type").GetString()!,
                        rows[row][i],
                        $"row {row}, {columns[i].GetProperty("name")}"
                    );
            }
        }

        actual.End();
        Assert.That(row, Is.EqualTo(rows.Length));
        Assert.That(actual.Count, Is.EqualTo(rows.Length));
        Assert.That(
            actual.Columns,
            Is.EqualTo(
                columns.Select(column => new SparkColumn(column.GetProperty("name").GetString()!, column.GetProperty("type").GetString()!))
            )
        );
    }

    [Test]
    public void Results_of_all_three_versions_were_recorded() =>
        Assert.That(
            Names.GroupBy(name => name[..5]).Select(group => (group.Key, group.Count() > 25)),
            Is.All.Matches<(string, bool)>(pair => pair.Item2)
        );

    /// <summary>The arrow batches of the statement's last execution: a command is executed, and then what it answered.</summary>
    private static List<Message> Messages(string name)
    {
        List<ExecutePlanResponse> responses =
        [
            .. Captures
                .Lines(name)
                .Where(line => line is { Dir: "res", Rpc: "ExecutePlan" or "ReattachExecute" })
                .Select(line => ExecutePlanResponse.Parser.ParseFrom(line.Bytes)),
        ];
        string? last = responses.LastOrDefault(response => response.ArrowBatch is not null)?.OperationId;
        return
        [
            .. responses
                .Where(response => response.OperationId == last && response.ArrowBatch is not null)
                .Select(response => response.ArrowBatch),
        ];
    }

    private static void Compare(ArrowRows rows, int i, string type, JsonElement expected, string where)
    {
        Assert.That(rows.IsNull(i), Is.EqualTo(expected.ValueKind == JsonValueKind.Null), where);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.That(rows.Value(i), Is.Null, where);
        }
        else if (IsOutside(expected))
        {
            Assert.That(() => rows.Value(i), Throws.TypeOf<OverflowException>(), where);
        }
        else
        {
            Assert.That(Json(rows.Value(i)!, type), Is.EqualTo(Plain(expected)), where);
            Assert.That(Json(Typed(rows, i, type), type), Is.EqualTo(Plain(expected)), where);
        }
    }

    /// <summary>A date that .NET does not have: before year 1, or after 9999, which have a sign.</summary>
    private static bool IsOutside(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, @"^([-+]\d{4,}|0000)-\d\d-\d\d");

    /// <summary>The value by the getter of its type, where it has one and fits.</summary>
    private static object Typed(ArrowRows rows, int i, string type) =>
        type switch
        {
            "boolean" => rows.Boolean(i),
            "tinyint" or "smallint" or "int" => rows.Int32(i),
            "bigint" => rows.Int64(i),
            "float" => (float)rows.Double(i),
            "double" => rows.Double(i),
            "string" => rows.String(i),
            "date" => rows.Date(i),
            "timestamp" or "timestamp_ntz" => rows.Timestamp(i),
            _ when type.StartsWith("decimal", StringComparison.Ordinal) && rows.Value(i) is decimal => rows.Decimal(i),
            _ => rows.Value(i)!,
        };

    /// <summary>A value as the recorded rows have it: text for what JSON has no type for.</summary>
    private static string Json(object? value, string type) =>
        value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string text when type.StartsWith("decimal", StringComparison.Ordinal) => Places(text, type),
            decimal number => Places(number.ToString(CultureInfo.InvariantCulture), type),
            string text => text,
            byte[] bytes => Convert.ToBase64String(bytes),
            float.NaN or double.NaN => "NaN",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString(
                time.Ticks % 10_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff",
                CultureInfo.InvariantCulture
            ),
            TimeSpan span => span.ToString(null, CultureInfo.InvariantCulture),
            IFormattable number => number.ToString("R", CultureInfo.InvariantCulture),
            List<object?> list => $"[{string.Join(',', list.Select(item => Json(item, "")))}]",
            Dictionary<object, object?> map =>
                $"[{string.Join(',', map.Select(pair => $"[{Json(pair.Key, "")},{Json(pair.Value, "")}]"))}]",
            Dictionary<string, object?> structure =>
                $"{{{string.Join(',', structure.Select(pair => $"{pair.Key}:{Json(pair.Value, "")}"))}}}",
            _ => throw new ArgumentException(value.GetType().Name),
        };

    /// <summary>A decimal has the places of its type, unless it fits only without the zeros at its end.</summary>
    private static string Places(string text, string type)
    {
        if (!type.StartsWith("decimal", StringComparison.Ordinal))
            return text;
        int scale = int.Parse(type[(type.IndexOf(',', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture);
        int places = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return scale <= 28 || places >= scale ? text : text + (places == 0 ? "." : "") + new string('0', scale - places);
    }

    private static string Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.String => Instant(value.GetString()!),
            JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Plain))}]",
            JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(pair => $"{pair.Name}:{Plain(pair.Value)}"))}}}",
            _ => value.GetRawText(),
        };

    /// <summary>The Z of an instant; what has none is read as UTC too.</summary>
    private static string Instant(string text) =>
        text.EndsWith('Z') && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _) ? text[..^1] : text;
}
