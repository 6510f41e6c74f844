using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Pipeline;

/// <summary>A folder that is there when the service starts, unless it is the cluster that reads it: that may be away now, and here nobody need see it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SourceFolderAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public SourceFolderAttribute() => ErrorMessage = "a folder that exists";

    /// <inheritdoc/>
    public override bool RequiresValidationContext => true;

    /// <summary>Whether it is there, or need not be.</summary>
    /// <param name="value">The setting; unset is well.</param>
    /// <param name="validationContext">Has the options, all of them that stand before this one.</param>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || validationContext.ObjectInstance is PipelineOptions { IsOnSpark: true } || Directory.Exists(value as string)
            ? ValidationResult.Success
            : new ValidationResult(ErrorMessage);
}
