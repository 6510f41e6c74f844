using System.Text.RegularExpressions;
using C360.Application.Access;

namespace C360.WebApi.Configuration;

/// <summary>Settings that the service does not start with because of who might then read what. No line that is said of a secret shows it.</summary>
internal static partial class UnsafeSettings
{
    private const int ShortestApiKey = 32;
    private const int ShortestSecretKey = 32;

    private const string GoodSecret = "it must be 32 characters or more that nobody can guess, such as the output of: openssl rand -hex 32";

    private const string Address = "SPARK_REMOTE";

    private static readonly string[] Secrets = ["API_KEY", "SECRET_KEY", Address];

    /// <summary>Refuses a secret among the arguments, where every user of the machine can read it.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <exception cref="SettingException">There is one.</exception>
    public static void RefuseInArguments(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            string name = argument.TrimStart('-', '/').Split('=')[0];
            if (
                Array.Find(Secrets, secret => secret.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } secret
                && MayBeSecret(secret, argument)
            )
                throw new SettingException(
                    $"{secret} is an argument, which every user of this machine can read: set it in the environment or in .env"
                );
        }
    }

    /// <summary>Of an address only the token is secret.</summary>
    private static bool MayBeSecret(string name, string argument) => name != Address || TokenInAddress().IsMatch(argument);

    [GeneratedRegex(";(token|authorization)=", RegexOptions.IgnoreCase)]
    private static partial Regex TokenInAddress();

    /// <summary>Refuses what lets strangers in.</summary>
    /// <param name="service">Where the service runs, and which pages may call it.</param>
    /// <param name="access">Who may ask.</param>
    /// <param name="settings">The variables.</param>
    /// <exception cref="SettingException">A setting is not safe there.</exception>
    public static void Refuse(ServiceOptions service, AccessOptions access, IConfiguration settings)
    {
        if (access.ApiKey?.Length > AccessOptions.LongestApiKey)
            throw new SettingException($"API_KEY is too long: it must be {AccessOptions.LongestApiKey} characters or fewer");
        RefuseSecretKey(service, access);
        if (service.IsDevelopment)
            return;
        string there = $"with ENVIRONMENT={service.Environment}";
        if (access.IsOpen())
            throw new SettingException($"API_KEYS_FILE is not set, nor is API_KEY: {there} set one of them; c360 keys add makes the file");
        if (access.ApiKey?.Length < ShortestApiKey)
            throw new SettingException($"API_KEY is too short: {there} it must be {ShortestApiKey} characters or more");
        if (service.Origins.Contains("*"))
            throw new SettingException($"CORS_ORIGINS=*: {there} name the origins, such as https://dash.example.com, or unset it");
        RefuseSampleData(service, settings);
    }

    /// <summary>Refuses to make up sources where people would take them for their own.</summary>
    /// <param name="service">Where the service runs.</param>
    /// <param name="settings">The variables.</param>
    /// <exception cref="SettingException">There are none, outside development.</exception>
    public static void RefuseSampleData(ServiceOptions service, IConfiguration settings)
    {
        if (!service.IsDevelopment && string.IsNullOrWhiteSpace(settings["C360_DATA_PATH"]))
            throw new SettingException(
                $"C360_DATA_PATH is not set: with ENVIRONMENT={service.Environment} set it to the folder of the sources"
            );
    }

    /// <summary>Refuses a secret under which keys would be hashed for nothing.</summary>
    /// <param name="service">Where the service runs.</param>
    /// <param name="access">The secret, and whether there is a file of keys.</param>
    /// <exception cref="SettingException">It is not set, or, outside development, known or short.</exception>
    public static void RefuseSecretKey(ServiceOptions service, AccessOptions access)
    {
        string there = service.IsDevelopment ? "with API_KEYS_FILE" : $"with ENVIRONMENT={service.Environment}";
        if (access.SecretKey is null && (access.ApiKeysFile is not null || !service.IsDevelopment))
            throw new SettingException($"SECRET_KEY is not set: {there} {GoodSecret}");
        if (service.IsDevelopment)
            return;
        // Also in quotes, as some tools pass what stands in a file.
        if (access.SecretKey!.Contains(AccessOptions.ExampleSecretKey, StringComparison.OrdinalIgnoreCase))
            throw new SettingException($"SECRET_KEY is the one of .env.example: {there} {GoodSecret}");
        if (access.SecretKey.Length < ShortestSecretKey)
            throw new SettingException($"SECRET_KEY is too short: {there} {GoodSecret}");
    }
}
