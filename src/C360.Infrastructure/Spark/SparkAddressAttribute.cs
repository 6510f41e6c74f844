using System.ComponentModel.DataAnnotations;
using C360.Infrastructure.Spark.Connect;

namespace C360.Infrastructure.Spark;

/// <summary>An address as the client reads it, together with the token of the environment; what is wrong with one is said without any of its values.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SparkAddressAttribute : ValidationAttribute
{
    /// <summary>Whether it is one, and what is wrong with it.</summary>
    /// <param name="value">The setting; unset is well.</param>
    /// <param name="validationContext">Not used.</param>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        try
        {
            if (value is not null)
                SparkRemote.Parse(value as string, SparkOptions.TokenOfEnvironment);
            return ValidationResult.Success;
        }
        catch (FormatException exception)
        {
            return new ValidationResult(exception.Message);
        }
    }
}
