using C360.Application.Access;
using C360.WebApi.Configuration;
using Microsoft.Extensions.Configuration;

namespace C360.UnitTests.WebApi.Configuration;

internal sealed class UnsafeSettingsTests
{
    private const string Good =
        "ENVIRONMENT=production|API_KEYS_FILE=keys.json|SECRET_KEY=0123456789abcdef0123456789abcdef|C360_DATA_PATH=/tmp|API_KEY=0123456789abcdef0123456789abcdef";

    private const string GoodSecret = "it must be 32 characters or more that nobody can guess, such as the output of: openssl rand -hex 32";

    [TestCase(Good)]
    [TestCase(Good + "|ENVIRONMENT=staging")]
    [TestCase(Good + "|CORS_ORIGINS=https://a.example,https://b.example")]
    [TestCase(Good + "|API_KEYS_FILE=")]
    [TestCase(Good + "|API_KEY=")]
    // In development nothing is needed, not even a good secret.
    [TestCase("")]
    [TestCase("CORS_ORIGINS=*|API_KEY=k")]
    [TestCase("API_KEYS_FILE=keys.json|SECRET_KEY=k")]
    public void What_is_safe_is_taken(string variables) => Assert.That(() => Refuse(variables), Throws.Nothing);

    [TestCase(
        "API_KEYS_FILE=|API_KEY=",
        "API_KEYS_FILE is not set, nor is API_KEY: with ENVIRONMENT=production set one of them; c360 keys add makes the file"
    )]
    [TestCase(
        "API_KEY=0123456789abcdef0123456789abcde",
        "API_KEY is too short: with ENVIRONMENT=production it must be 32 characters or more"
    )]
    [TestCase("SECRET_KEY=", "SECRET_KEY is not set: with ENVIRONMENT=production " + GoodSecret)]
    [TestCase("SECRET_KEY=|API_KEYS_FILE=", "SECRET_KEY is not set: with ENVIRONMENT=production " + GoodSecret)]
    [TestCase("SECRET_KEY=0123456789abcdef0123456789abcde", "SECRET_KEY is too short: with ENVIRONMENT=production " + GoodSecret)]
    [TestCase(
        "SECRET_KEY=" + AccessOptions.ExampleSecretKey,
        "SECRET_KEY is the one of .env.example: with ENVIRONMENT=production " + GoodSecret
    )]
    [TestCase(
        "SECRET_KEY=\"" + AccessOptions.ExampleSecretKey + "\"",
        "SECRET_KEY is the one of .env.example: with ENVIRONMENT=production " + GoodSecret
    )]
    [TestCase(
        "CORS_ORIGINS=*",
        "CORS_ORIGINS=*: with ENVIRONMENT=production name the origins, such as https://dash.example.com, or unset it"
    )]
    [TestCase("C360_DATA_PATH=", "C360_DATA_PATH is not set: with ENVIRONMENT=production set it to the folder of the sources")]
    [TestCase(
        "ENVIRONMENT=staging|C360_DATA_PATH= ",
        "C360_DATA_PATH is not set: with ENVIRONMENT=staging set it to the folder of the sources"
    )]
    [TestCase("ENVIRONMENT=development|SECRET_KEY=", "SECRET_KEY is not set: with API_KEYS_FILE " + GoodSecret)]
    public void What_is_not_is_refused_with_one_line(string changed, string line) =>
        Assert.That(() => Refuse($"{Good}|{changed}"), Throws.TypeOf<SettingException>().With.Message.EqualTo(line));

    [Test]
    public void A_key_that_nobody_could_send_is_refused_everywhere() =>
        Assert.That(
            () => Refuse("API_KEY=" + new string('k', AccessOptions.LongestApiKey + 1)),
            Throws.TypeOf<SettingException>().With.Message.EqualTo("API_KEY is too long: it must be 512 characters or fewer")
        );

    [Test]
    public void Other_origins_than_ones_own_are_strangers_in_production()
    {
        Assert.That(new ServiceOptions { Environment = "production" }.Origins, Is.Empty);
        Assert.That(new ServiceOptions { Environment = "development" }.Origins, Is.EqualTo((string[])["*"]));
    }

    [TestCase("--API_KEY=hunter2", "API_KEY")]
    [TestCase("--secret_key=hunter2", "SECRET_KEY")]
    [TestCase("--spark_remote=sc://spark/;use_ssl=true;token=hunter2", "SPARK_REMOTE")]
    [TestCase("SPARK_REMOTE=sc://spark/;Authorization=Bearer%20hunter2", "SPARK_REMOTE")]
    [TestCase("/API_KEY=hunter2", "API_KEY")]
    [TestCase("API_KEY=hunter2", "API_KEY")]
    [TestCase("--API_KEY|hunter2", "API_KEY")]
    [TestCase("keys|list|--SECRET_KEY|hunter2", "SECRET_KEY")]
    public void A_secret_among_the_arguments_is_refused_without_repeating_it(string arguments, string name) =>
        Assert.That(
            () => UnsafeSettings.RefuseInArguments(arguments.Split('|')),
            Throws
                .TypeOf<SettingException>()
                .With.Message.EqualTo(
                    $"{name} is an argument, which every user of this machine can read: set it in the environment or in .env"
                )
        );

    [TestCase("--SPARK_REMOTE=sc://spark/;use_ssl=true")]
    [TestCase("--API_KEYS_FILE=keys.json")]
    [TestCase("keys|add|secret_keys")]
    public void Other_arguments_are_not(string arguments) =>
        Assert.That(() => UnsafeSettings.RefuseInArguments(arguments.Split('|')), Throws.Nothing);

    private static void Refuse(string variables)
    {
        var all = new Dictionary<string, string?>();
        foreach (string variable in variables.Split('|', StringSplitOptions.RemoveEmptyEntries))
            all[variable.Split('=')[0]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        IConfigurationRoot settings = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        UnsafeSettings.Refuse(
            (ServiceOptions)Settings.Read(typeof(ServiceOptions), settings),
            (AccessOptions)Settings.Read(typeof(AccessOptions), settings),
            settings
        );
    }
}
