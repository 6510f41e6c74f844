using Bogus;

namespace C360.Infrastructure.SampleData;

/// <summary>Makes up a company: customers of every kind and what they did over six years, in the eight sources.</summary>
internal static class SampleDataGenerator
{
    /// <summary>Writes the sources; the folder is there, whole, or not at all.</summary>
    /// <param name="options">What to generate.</param>
    /// <param name="cancellationToken">Stops between two customers; nothing is left behind.</param>
    /// <exception cref="IOException">The folder is not empty, or another process is generating into it; the message says so.</exception>
    public static void Generate(SampleDataOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Customers, 1);
        using OutputFolder output = new(options.Output);
        using (SampleFiles files = new(output.Draft))
            Write(files, options, cancellationToken);
        if (options.Format == SampleDataFormat.Parquet)
            ParquetConversion.Convert(output.Draft, cancellationToken);
        output.Publish();
    }

    private static void Write(SampleFiles files, SampleDataOptions options, CancellationToken cancellationToken)
    {
        Randomizer random = new(options.Seed);
        Faker faker = new() { Random = random };
        Dice dice = new(random);
        SeasonalCalendar calendar = new(options.AsOf);
        Catalogue catalogue = new(Math.Clamp(options.Customers / 10, 200, 5000), faker, dice, options.AsOf, files.Products);
        People people = new(faker, dice, calendar, files.Customers);
        Purchases purchases = new(dice, calendar, catalogue, files);
        LoyaltyProgram loyalty = new(dice, calendar, files.Loyalty);
        SupportDesk support = new(dice, calendar, files.Tickets);
        AppSessions app = new(dice, calendar, files.Sessions);
        for (int number = 1; number <= options.Customers; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SampleCustomer customer = people.Next(number);
            (decimal total, decimal thisYear) = purchases.Of(customer);
            loyalty.Enrol(customer, total, thisYear);
            support.Of(customer);
            app.Of(customer);
        }
    }
}
