using C360.WebApi.Configuration;

namespace C360.WebApi.Commands.Smoke;

/// <summary>The key that is sent.</summary>
internal static class SmokeKey
{
    /// <summary>The key that was given, that of the file, else API_KEY; null when there is none.</summary>
    /// <param name="given">The key itself.</param>
    /// <param name="file">A file whose first line is the key.</param>
    /// <exception cref="SettingException">It cannot be read or sent. The key is not shown.</exception>
    public static string? Read(string? given, string? file)
    {
        string? key = given ?? (file is null ? Settings.Source([])["API_KEY"] : FirstLine(file));
        if (string.IsNullOrWhiteSpace(key))
            return given is null && file is null ? null : throw new SettingException($"{NameOf(file)}: there is no key in it");
        key = key.Trim();
        return key.All(character => character is > ' ' and <= '~')
            ? key
            : throw new SettingException($"{NameOf(file)}: a key is made of printable ASCII characters without blanks");
    }

    private static string NameOf(string? file) => file is null ? "The key" : $"--key-file {file.ReplaceLineEndings(" ")}";

    private static string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{NameOf(file)}: must be a file that can be read");
        }
    }
}
