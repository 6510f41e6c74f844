using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Sql;

/// <summary>A file that is there when the service starts.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExistingFileAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public ExistingFileAttribute() => ErrorMessage = "a file that exists";

    /// <summary>Whether it is there.</summary>
    /// <param name="value">The setting; unset is well.</param>
    public override bool IsValid(object? value) => value is null || File.Exists(value as string);
}
