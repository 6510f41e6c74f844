using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Snapshots;

/// <summary>A folder that is made when it is not there, and that this process may write to.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WritableFolderAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public WritableFolderAttribute() => ErrorMessage = "a folder that can be made and written to";

    /// <summary>Whether it can; looking leaves no folder behind.</summary>
    /// <param name="value">The setting; unset is well.</param>
    public override bool IsValid(object? value)
    {
        if (value is not string folder)
            return true;
        try
        {
            string there = Path.GetFullPath(folder);
            while (!Path.Exists(there))
                there = Path.GetDirectoryName(there)!;
            string probe = Path.Combine(there, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
