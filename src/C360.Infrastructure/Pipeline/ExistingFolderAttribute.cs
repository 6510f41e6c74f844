using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Pipeline;

/// <summary>A folder that is there when the service starts.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExistingFolderAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public ExistingFolderAttribute() => ErrorMessage = "a folder that exists";

    /// <summary>Whether it is there.</summary>
    /// <param name="value">The setting; unset is well.</param>
    public override bool IsValid(object? value) => value is null || Directory.Exists(value as string);
}
