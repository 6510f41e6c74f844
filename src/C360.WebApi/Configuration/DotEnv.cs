using DotNetEnv;
using Sprache;

namespace C360.WebApi.Configuration;

/// <summary>The file <c>.env</c> in the working folder: what it says counts where the environment says nothing.</summary>
internal static class DotEnv
{
    private const string Name = ".env";

    /// <summary>Stands for $ while the file is parsed, because the parser puts variables of the shell in its place; it belongs to no script.</summary>
    private const char Dollar = '\uE000';

    /// <summary>Reads the file; without one there is nothing in it.</summary>
    /// <exception cref="SettingException">It cannot be read, or is no list of NAME=value.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read()
    {
        try
        {
            string text = File.ReadAllText(Name).Replace('$', Dollar);
            KeyValuePair<string, string?>[] settings =
            [
                .. Env.LoadContents(text, LoadOptions.NoEnvVars())
                    .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.Replace(Dollar, '$'))),
            ];
            // Whoever appends a setting means it to count; a reader of the file may well have stopped at the first.
            return
                settings.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw new SettingException($"{Name}: {twice.Key} is there twice; leave one")
                : settings;
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{Name}: must be a file that can be read");
        }
        catch (ParseException exception)
        {
            throw new SettingException($"{Name}, line {exception.Position.Line}: must be NAME=value, or a comment that begins with #");
        }
    }
}
