using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using C360.Application.Queries;
using C360.Domain.Snapshots;
using C360.Domain.Spelling;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace C360.WebApi.Configuration;

/// <summary>Reads options from the variables that bear their properties' names: <c>CacheTtlMinutes</c> is <c>CACHE_TTL_MINUTES</c>.</summary>
internal static class Settings
{
    private const string SparkRemote = "SPARK_REMOTE";

    /// <summary>Settings that choose an engine.</summary>
    private static readonly string[] Engines = ["QUERY_ENGINE", "PIPELINE_ENGINE"];

    private const string Prefix = "C360_";

    /// <summary>Arguments that the host understands; test hosts pass them.</summary>
    private static readonly string[] OfTheHost = [HostDefaults.ApplicationKey, HostDefaults.ContentRootKey];

    /// <summary>What docker-compose.yml takes from the same <c>.env</c> for Spark, under Spark's own name.</summary>
    private static readonly string[] OfSpark = ["SPARK_CONNECT_AUTHENTICATE_TOKEN"];

    /// <summary>The variables: <c>--NAME=value</c> counts before the environment, the environment before <c>.env</c>.</summary>
    /// <remarks>Not the host's configuration: there ASPNETCORE_ENVIRONMENT, which is about other things, would be our ENVIRONMENT.</remarks>
    /// <param name="args">The arguments.</param>
    public static IConfigurationRoot Source(string[] args) =>
        new ConfigurationBuilder().AddInMemoryCollection(DotEnv.Read()).AddEnvironmentVariables().AddCommandLine(args).Build();

    /// <summary>Refuses an engine whose cluster nobody has named.</summary>
    /// <param name="configuration">The variables.</param>
    /// <exception cref="SettingException">It is not named.</exception>
    public static void RefuseNowhere(IConfiguration configuration)
    {
        foreach (string engine in Engines)
            if (configuration[engine]?.Trim().ToLowerInvariant() == "spark" && string.IsNullOrWhiteSpace(configuration[SparkRemote]))
                throw new SettingException(
                    $"{SparkRemote} is not set: with {engine}=spark set it to the cluster's address, such as sc://spark:15002"
                );
    }

    /// <summary>
    /// Refuses names that nobody reads: a misspelt one would leave its setting at the default in silence. The environment is not ours alone: there only
    /// names that begin as ours do are looked at.
    /// </summary>
    /// <param name="configuration">The variables.</param>
    /// <param name="options">All classes of options.</param>
    /// <exception cref="SettingException">There is such a name.</exception>
    public static void RefuseUnknown(IConfigurationRoot configuration, IEnumerable<Type> options)
    {
        string[] known = [.. options.SelectMany(type => type.GetProperties()).Select(NameOf)];
        foreach (IConfigurationProvider provider in configuration.Providers)
        foreach (string name in provider.GetChildKeys([], null))
        {
            bool ours =
                provider is not EnvironmentVariablesConfigurationProvider || name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
            if (!ours || OfTheHost.Union(OfSpark).Union(known).Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            string meant = NearestName.Of(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";
            throw new SettingException($"{name} is no setting of C360{meant}");
        }
    }

    /// <summary>Reads one class of options; an empty variable is as good as none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="configuration">The variables.</param>
    /// <exception cref="SettingException">A value is not allowed.</exception>
    public static object Read(Type type, IConfiguration configuration)
    {
        object options = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties())
        {
            string text = configuration[NameOf(property)]?.Trim() ?? "";
            if (text.Length > 0)
                property.SetValue(options, TryRead(text, property) ?? throw Refused(property, text));
            // Defaults too: ./snapshots may be where nobody can write.
            if (property.GetValue(options) is { } value && !IsAllowed(property, value, options))
                throw Refused(property, text.Length > 0 ? text : $"{value}");
        }
        return options;
    }

    /// <summary>The variable of a property.</summary>
    /// <param name="property">The property.</param>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? SnakeCase.Of(property.Name).ToUpperInvariant();

    private static object? TryRead(string text, PropertyInfo property)
    {
        Type plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (plain == typeof(string))
            return property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed
                ? allowed.Values.FirstOrDefault(value => text.Equals($"{value}", StringComparison.OrdinalIgnoreCase))
                : text;
        if (plain == typeof(int))
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int whole) ? whole : null;
        if (plain == typeof(decimal))
            return
                decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
                && decimal.Round(amount, 2) == amount
                ? amount
                : null;
        if (plain == typeof(bool))
            return bool.TryParse(text, out bool flag) ? flag : null;
        if (plain == typeof(AsOfSetting))
            return AsOfSetting.TryParse(text, out AsOfSetting? asOf) ? asOf : null;
        throw new NotSupportedException($"A setting of type {plain.Name} cannot be read");
    }

    private static bool IsAllowed(PropertyInfo property, object value, object options) =>
        property
            .GetCustomAttributes<ValidationAttribute>()
            .All(rule => rule.GetValidationResult(value, new ValidationContext(options)) == ValidationResult.Success);

    /// <summary>What may hold a secret is not repeated; its rule says what is wrong with it.</summary>
    private static SettingException Refused(PropertyInfo property, string text) =>
        new(
            property.IsDefined(typeof(PasswordPropertyTextAttribute))
                ? $"{NameOf(property)}: {property.GetCustomAttribute<ValidationAttribute>()!.GetValidationResult(text, new ValidationContext(text))}"
                : $"{NameOf(property)}={text.ReplaceLineEndings(" ")}: must be {Allowed(property)}"
        );

    /// <summary>What a setting may be, after "must be"; null when any text will do.</summary>
    /// <param name="property">The property.</param>
    public static string? Allowed(PropertyInfo property) =>
        property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault() switch
        {
            RangeAttribute range when property.PropertyType == typeof(decimal) =>
                $"an amount such as 12.50, from {range.Minimum} to {range.Maximum}",
            RangeAttribute range => $"a whole number from {range.Minimum} to {range.Maximum}",
            AllowedValuesAttribute values => "one of " + string.Join(", ", values.Values),
            { ErrorMessage: { } words } => words,
            _ => property.PropertyType == typeof(bool) ? "true or false"
            : property.PropertyType == typeof(AsOfSetting) ? AsOfSetting.Allowed
            : null,
        };
}
