using C360.Application.Queries;
using C360.Infrastructure;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.Security;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Verification;
using C360.WebApi.Commands;
using C360.WebApi.Configuration;

try
{
    return await new CommandLine(
        (services, settings) =>
        {
            services.AddInfrastructure(settings);
            services.AddSingleton(
                ServiceBuild.Of(typeof(ServiceBuild).Assembly, typeof(InfrastructureServices).Assembly, typeof(Program).Assembly)
            );
            MaskedLines.Hide([.. ((SparkOptions)settings(typeof(SparkOptions))).Secrets()]);
        },
        InfrastructureServices.GenerateSampleData,
        Validation.RunAsync,
        EngineVerification.RunAsync,
        new KeyFileActions(KeyVerbs.Add, KeyVerbs.List, KeyVerbs.Revoke)
    ).RunAsync(args);
}
catch (SettingException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

/// <summary>The executable c360.</summary>
public sealed partial class Program;
