using System.CommandLine;
using System.Globalization;
using C360.Application.Access;
using C360.Application.Ports;
using C360.Domain.Access;
using C360.WebApi.Configuration;
using C360.WebApi.Http;

namespace C360.WebApi.Commands;

/// <summary>The verbs of keys: add, list and revoke those of the key file. A running service reads it again within a second or so.</summary>
internal static class KeysCommand
{
    /// <summary>Declares the verbs.</summary>
    /// <param name="actions">Does them.</param>
    public static Command Create(KeyFileActions actions) =>
        new(
            "keys",
            "Make, list and revoke the API keys of API_KEYS_FILE, hashed under SECRET_KEY (settings: environment variables or .env). Exit code 0: done; 1: the file cannot be used; 2: misunderstood or a setting is not allowed."
        )
        {
            Add(actions),
            List(actions),
            Revoke(actions),
        };

    private static Command Add(KeyFileActions actions)
    {
        var id = new Argument<string>("ID") { Description = "The key's name in logs: who uses it." };
        var scopes = new Option<Scope[]>("--scope")
        {
            Description = "What it is good for: read, customers or admin; repeatable, none implies another.",
            Required = true,
        };
        scopes.AcceptOnlyFromAmong([.. Enum.GetValues<Scope>().Select(AccessAttribute.NameOf)]);
        var expires = new Option<DateOnly?>("--expires")
        {
            Description = "The last day on which it is good, YYYY-MM-DD (UTC). Default: none.",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                    result.AddError($"--expires {text}: must be a date YYYY-MM-DD.");
                else if (day < DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime))
                    result.AddError($"--expires {text}: must not be past.");
                return day;
            },
        };
        var command = new Command("add", "Make a key, print it once and note its hash in the file, which is made when it is not there.")
        {
            id,
            scopes,
            expires,
        };
        command.SetAction(parsed =>
            Run(options =>
            {
                RefuseWithoutSecretKey(options);
                string name = parsed.GetRequiredValue(id);
                string key = actions.Add(options, name, parsed.GetRequiredValue(scopes), parsed.GetValue(expires));
                Console.WriteLine(key);
                Console.Error.WriteLine($"This is the key {name}. It is shown only now: give it to whoever will use it.");
            })
        );
        return command;
    }

    private static Command List(KeyFileActions actions)
    {
        var command = new Command("list", "Show the keys of the file: id, scopes, until when.");
        command.SetAction(_ =>
            Run(options =>
            {
                DateTimeOffset now = TimeProvider.System.GetUtcNow();
                foreach (ApiKey key in actions.List(options))
                    Console.WriteLine(
                        $"{key.Id, -24} {string.Join(',', key.Scopes.Select(AccessAttribute.NameOf)), -24} {Until(key, now)}"
                    );
            })
        );
        return command;
    }

    private static Command Revoke(KeyFileActions actions)
    {
        var id = new Argument<string>("ID") { Description = "The key's name." };
        var command = new Command("revoke", "Take a key out of the file.") { id };
        command.SetAction(parsed =>
            Run(options =>
            {
                actions.Revoke(options, parsed.GetRequiredValue(id));
                Console.WriteLine($"{parsed.GetRequiredValue(id)} is revoked");
            })
        );
        return command;
    }

    private static string Until(ApiKey key, DateTimeOffset now) =>
        key.Expires is not { } end
            ? "for ever"
            : (key.HasExpired(now) ? "expired at " : "until ")
                + end.UtcDateTime.ToString(Json.TimestampFormat, CultureInfo.InvariantCulture);

    private static int Run(Action<AccessOptions> action)
    {
        var options = (AccessOptions)Settings.Read(typeof(AccessOptions), Settings.Source([]));
        if (options.ApiKeysFile is null)
            throw new SettingException("API_KEYS_FILE is not set: set it to the file of keys, in the environment or in .env");
        try
        {
            action(options);
            return 0;
        }
        catch (KeyFileException exception)
        {
            Console.Error.WriteLine($"API_KEYS_FILE={options.ApiKeysFile}: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Under a secret that the service would refuse no key is of use.</summary>
    private static void RefuseWithoutSecretKey(AccessOptions options) =>
        UnsafeSettings.RefuseSecretKey((ServiceOptions)Settings.Read(typeof(ServiceOptions), Settings.Source([])), options);
}
