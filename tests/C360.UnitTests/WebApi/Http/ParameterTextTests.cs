using System.Globalization;
using System.Text;
using C360.Application.Marketing;
using C360.WebApi.Http;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.WebApi.Http;

internal sealed class ParameterTextTests
{
    [TestCase("0", ExpectedResult = 0)]
    [TestCase("1000", ExpectedResult = 1000)]
    [TestCase("-5", ExpectedResult = -5)]
    [TestCase("007", ExpectedResult = 7)]
    [TestCase("999999999", ExpectedResult = 999_999_999)]
    public int A_whole_number_is_read(string text) => (int)Read<int>(text)!;

    [TestCase("")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("1\n")]
    [TestCase("1\0")]
    [TestCase("+1")]
    [TestCase("1.0")]
    [TestCase("1,000")]
    [TestCase("1e3")]
    [TestCase("0x10")]
    [TestCase("--1")]
    [TestCase("-")]
    [TestCase("٣")]
    [TestCase("１")]
    [TestCase("9999999999")]
    [TestCase("true")]
    [TestCase("null")]
    public void Nothing_else_is_a_whole_number(string text) => Assert.That(Error<int>(text), Does.StartWith("Must be a whole number"));

    [TestCase("0", ExpectedResult = 0L)]
    [TestCase("-999999999999999999", ExpectedResult = -999_999_999_999_999_999L)]
    public long A_long_number_is_read(string text) => (long)Read<long>(text)!;

    [TestCase("")]
    [TestCase("1.0")]
    [TestCase("+1")]
    [TestCase("1\0")]
    [TestCase("1000000000000000000")] // 19 digits
    public void Nothing_else_is_a_long_number(string text) => Assert.That(Error<long>(text), Does.StartWith("Must be a whole number"));

    [TestCase("")]
    [TestCase(" sales/transactions\0\n")]
    public void A_word_is_taken_as_it_is(string text) => Assert.That(Read<string>(text), Is.EqualTo(text));

    [TestCase("1000", "1000")]
    [TestCase("99.50", "99.50")]
    [TestCase("-0.000001", "-0.000001")]
    [TestCase("999999999999.999999", "999999999999.999999")]
    public void A_number_is_read_exactly(string text, string expected) =>
        Assert.That(Read<decimal>(text), Is.EqualTo(decimal.Parse(expected, CultureInfo.InvariantCulture)));

    [TestCase("")]
    [TestCase(" 1")]
    [TestCase("+1")]
    [TestCase("1\0")]
    [TestCase("1,000")]
    [TestCase("1.000,00")]
    [TestCase("1e3")]
    [TestCase(".5")]
    [TestCase("5.")]
    [TestCase("1.2.3")]
    [TestCase("٣.٥")]
    [TestCase("NaN")]
    [TestCase("Infinity")]
    [TestCase("1234567890123")] // 13 digits
    [TestCase("0.1234567")] // 7 places
    public void Nothing_else_is_a_number(string text) => Assert.That(Error<decimal>(text), Does.StartWith("Must be a number"));

    [TestCase("true", ExpectedResult = true)]
    [TestCase("True", ExpectedResult = true)]
    [TestCase("FALSE", ExpectedResult = false)]
    public bool A_flag_is_read_in_any_case(string text) => (bool)Read<bool>(text)!;

    [TestCase("")]
    [TestCase("1")]
    [TestCase("yes")]
    [TestCase(" true")]
    [TestCase("true\0")]
    public void Nothing_else_is_a_flag(string text) => Assert.That(Error<bool?>(text), Is.EqualTo("Must be true or false."));

    [Test]
    public void A_choice_is_read_in_its_one_spelling() =>
        Assert.That(Read<SegmentationColumn>("loyalty_tier"), Is.EqualTo(SegmentationColumn.LoyaltyTier));

    [TestCase("LoyaltyTier")]
    [TestCase("LOYALTY_TIER")]
    [TestCase("2")]
    [TestCase("loyalty_tier,value_segment")]
    [TestCase("")]
    public void Another_choice_is_told_what_there_is(string text) =>
        Assert.That(
            Error<SegmentationColumn>(text),
            Is.EqualTo(
                "Must be one of: value_segment, customer_segment, loyalty_tier, generation_segment, customer_tenure_segment, customer_status."
            )
        );

    [Test]
    public void A_single_value_given_twice_is_refused() =>
        Assert.That(ParameterText.Read(new StringValues(["1", "1"]), typeof(int)).Error, Is.EqualTo("Must be given once."));

    [TestCase(20, ExpectedResult = null)]
    [TestCase(21, ExpectedResult = "Must have at most 20 values.")]
    public string? A_repeated_parameter_takes_twenty_values(int count) =>
        ParameterText.Read(new StringValues([.. Enumerable.Repeat("x", count)]), typeof(IReadOnlyList<string>)).Error;

    /// <summary>Whatever the bytes, there is a value or a sentence; a value that is taken fits DECIMAL(18, 6) and is written back as it came.</summary>
    [Property(MaxTest = 1000)]
    public Property Hostile_bytes_are_read_or_refused_never_thrown_at() =>
        Prop.ForAll(
            HostileText(),
            text =>
            {
                foreach (Type type in (Type[])[typeof(int), typeof(long), typeof(decimal?), typeof(bool?), typeof(SegmentationColumn)])
                {
                    (object? value, string? error) = ParameterText.Read(text, type);
                    if (value is null == error is null)
                        return false;
                    if (value is decimal number && (Math.Abs(number) >= 1_000_000_000_000m || decimal.Round(number, 6) != number))
                        return false;
                    if (
                        value is int or long
                        && Convert.ToDecimal(value, CultureInfo.InvariantCulture) != decimal.Parse(text, CultureInfo.InvariantCulture)
                    )
                        return false;
                }
                return true;
            }
        );

    [Property]
    public bool Every_whole_number_of_nine_digits_is_itself(int any)
    {
        int number = any % 1_000_000_000;
        return ParameterText.Read(number.ToString(CultureInfo.InvariantCulture), typeof(int)).Value is int read && read == number;
    }

    private static Arbitrary<string> HostileText() =>
        Gen.OneOf(
                Gen.ArrayOf(Gen.Choose(0, 255)).Select(bytes => Encoding.UTF8.GetString([.. bytes.Select(b => (byte)b)])),
                Gen.ArrayOf(Gen.Elements("0", "1", "9", "-", "+", ".", ",", "e", " ", "\0", "\n", "٣", "true", "by")).Select(string.Concat)
            )
            .ToArbitrary();

    private static object? Read<T>(string text)
    {
        (object? value, string? error) = ParameterText.Read(text, typeof(T));
        Assert.That(error, Is.Null);
        return value;
    }

    private static string? Error<T>(string text) => ParameterText.Read(text, typeof(T)).Error;
}
