using System.CommandLine;
using System.Globalization;

namespace C360.WebApi.Commands;

/// <summary>Makes sample data.</summary>
/// <param name="customers">How many customers.</param>
/// <param name="seed">Which of the many possible companies; the same seed gives the same bytes.</param>
/// <param name="asOf">The last day of the data.</param>
/// <param name="format">csv or parquet.</param>
/// <param name="output">The folder to write to: absent or empty.</param>
/// <param name="cancellationToken">Stops it; nothing is left behind.</param>
internal delegate void GenerateSampleData(
    int customers,
    int seed,
    DateOnly asOf,
    string format,
    string output,
    CancellationToken cancellationToken
);

/// <summary>The verb generate: sample data of any size, in all eight sources.</summary>
internal static class GenerateCommand
{
    private const int DefaultCustomers = 5000;

    /// <summary>Declares the verb.</summary>
    /// <param name="generate">Does it.</param>
    public static Command Create(GenerateSampleData generate)
    {
        var customers = new Option<int>("--customers") { Description = "How many customers.", DefaultValueFactory = _ => DefaultCustomers };
        customers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--customers must be 1 or more.");
        });
        var seed = new Option<int>("--seed")
        {
            Description = "Which company: the same seed gives the same bytes.",
            DefaultValueFactory = _ => 1,
        };
        var asOf = new Option<DateOnly>("--as-of")
        {
            Description = "The last day of the data, YYYY-MM-DD.",
            Required = true,
            CustomParser = result =>
            {
                if (
                    !DateOnly.TryParseExact(
                        result.Tokens[0].Value,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out DateOnly date
                    )
                )
                    result.AddError($"--as-of {result.Tokens[0].Value}: must be a date YYYY-MM-DD.");
                return date;
            },
        };
        var format = new Option<string>("--format") { Description = "csv or parquet.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "parquet");
        var output = new Option<string>("--output") { Description = "The folder to write to: absent or empty.", Required = true };

        var command = new Command(
            "generate",
            "Generate sample data: all eight sources, without a flaw. Exit code 0: written; 1: the folder cannot be written; 2: misunderstood; 130: interrupted."
        )
        {
            customers,
            seed,
            asOf,
            format,
            output,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                string folder = parsed.GetRequiredValue(output);
                try
                {
                    generate(
                        parsed.GetRequiredValue(customers),
                        parsed.GetRequiredValue(seed),
                        parsed.GetRequiredValue(asOf),
                        parsed.GetRequiredValue(format),
                        folder,
                        cancellationToken
                    );
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException)
                {
                    Console.Error.WriteLine(exception.Message);
                    return Task.FromResult(1);
                }
                Console.WriteLine($"Sample data written to {folder}");
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
