using System.Globalization;
using C360.Infrastructure.Spark.Protocol;
using Literal = C360.Infrastructure.Spark.Protocol.Expression.Types.Literal;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>Values of parameters as the protocol's literals.</summary>
internal static class SparkLiterals
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The literal of a value.</summary>
    /// <param name="parameter">The parameter's name, for the complaint.</param>
    /// <param name="value">Its value, see <see cref="SparkStatement.Parameters"/>.</param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public static Literal Of(string parameter, object? value) =>
        value switch
        {
            null => new Literal { Null = new DataType { Null = new DataType.Types.NULL() } },
            bool boolean => new Literal { Boolean = boolean },
            int number => new Literal { Integer = number },
            long number => new Literal { Long = number },
            double number => new Literal { Double = number },
            decimal number => new Literal { Decimal = DecimalOf(number) },
            string text => new Literal { String = text },
            DateOnly date => new Literal { Date = date.DayNumber - Epoch },
            DateTime { Kind: not DateTimeKind.Local } time => new Literal { Timestamp = Microseconds(time) },
            DateTime => throw new ArgumentException($"The parameter {parameter} is a local time; it takes UTC.", nameof(value)),
            _ => throw new ArgumentException(
                $"The parameter {parameter} is of a type that Spark is not given: {value.GetType().Name}.",
                nameof(value)
            ),
        };

    /// <summary>Whole microseconds: what is finer is cut off towards the past, also before 1970.</summary>
    private static long Microseconds(DateTime time) =>
        (time.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    private static Literal.Types.Decimal DecimalOf(decimal number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart("-0.");
        int precision = Math.Max(Math.Max(digits.Length - digits.Count('.'), number.Scale), 1);
        return new Literal.Types.Decimal
        {
            Value = text,
            Precision = precision,
            Scale = number.Scale,
        };
    }
}
