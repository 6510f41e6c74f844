using System.Globalization;
using System.Text.RegularExpressions;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Reading;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.DuckDb.Reading;

/// <summary>The shapes of values, each at its edges and against a second reading of the contract, in C#.</summary>
internal sealed class ReadingMacrosTests
{
    private DuckDbDatabase _database = null!;
    private DuckDbConnection _connection = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _database = DuckDbDatabase.Open(":memory:", new DuckDbSettings { Threads = 1 });
        _connection = _database.Connect();
        _connection.Execute(ReadingMacros.Create);
    }

    [OneTimeTearDown]
    public void Close()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [TestCase("0", "0")]
    [TestCase("-0", "0")]
    [TestCase("007", "7")]
    [TestCase(" \t42\r\n", "42")]
    [TestCase("2147483647", "2147483647")]
    [TestCase("2147483648", null)]
    [TestCase("-2147483648", "-2147483648")]
    [TestCase("-2147483649", null)]
    [TestCase("+1", null)]
    [TestCase("2.0", null)]
    [TestCase("1e3", null)]
    [TestCase("1 2", null)]
    [TestCase("1_000", null)]
    [TestCase("0x10", null)]
    [TestCase("--1", null)]
    [TestCase("٣", null)]
    [TestCase("", null)]
    public void Whole_numbers(string text, string? value) => Assert.That(Read("c360_whole", text), Is.EqualTo(value));

    [TestCase("0", "0.00")]
    [TestCase("-12.3", "-12.30")]
    [TestCase(" 12.34 ", "12.34")]
    [TestCase("12.345", null)]
    [TestCase("9999999999.99", "9999999999.99")]
    [TestCase("10000000000", null)]
    [TestCase("00000000001", null)]
    [TestCase("1.", null)]
    [TestCase(".5", null)]
    [TestCase("1,5", null)]
    [TestCase("$1", null)]
    [TestCase("1e2", null)]
    [TestCase("NaN", null)]
    public void Money(string text, string? value) => Assert.That(Read("c360_money", text), Is.EqualTo(value));

    [TestCase("0.1234", null)]
    [TestCase("0.123", "0.123")]
    [TestCase("999999999999999.999", "999999999999999.999")]
    [TestCase("1000000000000000", null)]
    public void Weights(string text, string? value) => Assert.That(Read("c360_weight", text), Is.EqualTo(value));

    [TestCase("2024-02-29", "2024-02-29")]
    [TestCase("2023-02-29", null)]
    [TestCase("2024-02-30", null)]
    [TestCase("2024-13-01", null)]
    [TestCase("2024-00-01", null)]
    [TestCase("0000-01-01", null)]
    [TestCase("0001-01-01", "0001-01-01")]
    [TestCase("9999-12-31", "9999-12-31")]
    [TestCase("10000-01-01", null)]
    [TestCase(" 2024-01-02\t", "2024-01-02")]
    [TestCase("2024-1-2", null)]
    [TestCase("2024/01/02", null)]
    [TestCase("20240102", null)]
    [TestCase("2024-01-02 00:00:00", null)]
    [TestCase("infinity", null)]
    [TestCase("epoch", null)]
    public void Dates(string text, string? value) => Assert.That(Read("c360_date", text), Is.EqualTo(value));

    [TestCase("2024-01-02", "2024-01-02 00:00:00")]
    [TestCase("2024-01-02 03:04", "2024-01-02 03:04:00")]
    [TestCase("2024-01-02T03:04", "2024-01-02 03:04:00")]
    [TestCase("2024-01-02 03:04:05", "2024-01-02 03:04:05")]
    [TestCase("2024-01-02 03:04:05.1", "2024-01-02 03:04:05.1")]
    [TestCase("2024-01-02 03:04:05.123456", "2024-01-02 03:04:05.123456")]
    [TestCase("2024-01-02 03:04:05.1234567", null)]
    [TestCase("\t2024-01-02T03:04:05Z\n", "2024-01-02 03:04:05")]
    [TestCase("2024-01-02 03:04Z", "2024-01-02 03:04:00")]
    [TestCase("2024-01-02 03:04+05:30", "2024-01-01 21:34:00")]
    [TestCase("2024-01-02 23:04:05.5-03:30", "2024-01-03 02:34:05.5")]
    [TestCase("2024-01-02 00:00+00:00", "2024-01-02 00:00:00")]
    [TestCase("2024-01-02 23:59:59", "2024-01-02 23:59:59")]
    [TestCase("2024-01-02 24:00", null)]
    [TestCase("2024-01-02 23:59:60", null)]
    [TestCase("2024-01-02 23:60", null)]
    [TestCase("2024-02-30 00:00", null)]
    [TestCase("2024-01-02  03:04", null)]
    [TestCase("2024-01-02 3:04", null)]
    [TestCase("2024-01-02 03", null)]
    [TestCase("2024-01-02Z", "2024-01-02 00:00:00")]
    [TestCase("2024-01-02+02:00", "2024-01-01 22:00:00")]
    [TestCase("2024-01-02-02:00", "2024-01-02 02:00:00")]
    [TestCase("2024-01-02 Z", null)]
    [TestCase("2024-01-02T", null)]
    [TestCase("2024-01-02 03:04 UTC", null)]
    [TestCase("2024-01-02 03:04+0530", null)]
    [TestCase("2024-01-02 03:04+24:00", null)]
    [TestCase("0001-01-01 00:00+01:00", null)]
    [TestCase("9999-12-31 23:30-01:00", null)]
    public void Timestamps(string text, string? value) => Assert.That(Read("c360_timestamp", text), Is.EqualTo(value));

    [TestCase(" a b\t", "a b")]
    [TestCase("\r\n", null)]
    [TestCase("", null)]
    [TestCase("\u00a0", "\u00a0")]
    [TestCase("'", "'")]
    [TestCase("日本 ", "日本")]
    [TestCase("!", "!")]
    public void Texts(string text, string? value) => Assert.That(Read("c360_text", text), Is.EqualTo(value));

    [Property(MaxTest = 300)]
    public Property No_text_is_read_otherwise_than_the_contract_says() =>
        Prop.ForAll(
            Numberlike.ToArbitrary(),
            text =>
                (Read("c360_whole", text), Read("c360_money", text), Read("c360_text", text))
                == (Whole(text), Amount(text), text.Trim(' ', '\t', '\r', '\n') is { Length: > 0 } some ? some : null)
        );

    [Property(MaxTest = 300)]
    public Property No_moment_is_read_otherwise_than_the_contract_says() =>
        Prop.ForAll(Momentlike.ToArbitrary(), text => Read("c360_timestamp", text) == Moment(text));

    private static Gen<string> Numberlike =>
        Gen.Elements("0", "1", "9", "12345", "0000", ".", "-", "+", "e", " ", "\t", ",", "\n").ListOf().Select(string.Concat);

    private static Gen<string> Momentlike =>
        from date in Gen.Elements("2024-02-29", "2023-02-29", "2024-12-31", "0001-01-01", "9999-12-31", "24-01-01", "2024-01-32")
        from mark in Gen.Elements(" ", "T", "", "  ", "t")
        from time in Gen.Elements("", "00:00", "23:59:59", "24:00", "12:30:60", "9:00", "12:30:15.25", "12:30:15.", "12:30:15.1234567")
        from zone in Gen.Elements(
            "",
            "Z",
            "+00:00",
            "+14:00",
            "-12:30",
            "+1:00",
            "z",
            "+18:00",
            "-18:00",
            "+18:01",
            "-19:00",
            "+23:59",
            "-24:00"
        )
        from blank in Gen.Elements("", " ", "\t", "\r\n")
        select blank + date + mark + time + zone + blank;

    private static string? Whole(string text)
    {
        string some = text.Trim(' ', '\t', '\r', '\n');
        return Regex.IsMatch(some, @"\A-?[0-9]+\z") && int.TryParse(some, CultureInfo.InvariantCulture, out int value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static string? Amount(string text)
    {
        string some = text.Trim(' ', '\t', '\r', '\n');
        if (!Regex.IsMatch(some, @"\A-?[0-9]{1,10}(\.[0-9]{1,2})?\z"))
        {
            return null;
        }
        decimal value = decimal.Parse(some, CultureInfo.InvariantCulture);
        return (value == 0 ? 0 : value).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static string? Moment(string text)
    {
        string some = text.Trim(' ', '\t', '\r', '\n');
        Match match = Regex.Match(some, @"\A(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d(?:\.\d{1,6})?))?)?(Z|[+-]\d\d:\d\d)?\z");
        string clock = match.Groups[2].Success ? match.Groups[2].Value : "00:00";
        string seconds = match.Groups[3].Success ? match.Groups[3].Value : "00";
        if (
            !match.Success
            || !DateTime.TryParseExact(
                $"{match.Groups[1]} {clock}:{seconds[..2]}",
                "yyyy-MM-dd HH:mm:ss",
                null,
                default,
                out DateTime local
            )
        )
        {
            return null;
        }
        string zone = match.Groups[4].Success && match.Groups[4].Value != "Z" ? match.Groups[4].Value : "+00:00";
        if (
            !TimeSpan.TryParseExact(zone[1..], "hh\\:mm", CultureInfo.InvariantCulture, out TimeSpan offset)
            || offset > TimeSpan.FromHours(18)
        )
        {
            return null;
        }
        long ticks = local.Ticks - (zone[0] == '-' ? -offset : offset).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }
        string fraction = seconds.Length > 2 ? seconds[2..].TrimEnd('0').TrimEnd('.') : "";
        return new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + fraction;
    }

    private string? Read(string macro, string text)
    {
        using DuckDbReader reader = _connection.Query($"SELECT CAST({macro}($1) AS VARCHAR)", CancellationToken.None, text);
        reader.Read();
        return reader.IsNull(0) ? null : reader.String(0);
    }
}
