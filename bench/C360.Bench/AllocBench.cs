using System.Globalization;
using C360.Application.Marketing;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace C360.Bench;

/// <summary>Where the bytes of a cached hit go, below HTTP.</summary>
internal static class AllocBench
{
    private const int Times = 20_000;

    public static async Task RunAsync(string work)
    {
        await using Service service = await Service.StartAsync(
            new Dictionary<string, string> { ["SNAPSHOT_PATH"] = Path.Combine(work, "snapshots"), ["LOG_LEVEL"] = "WARNING" }
        );
        IMediator mediator = service.Services.GetRequiredService<IMediator>();
        await mediator.Send(new CustomerHealthOverview());
        await mediator.Send(new ChurnRiskCustomers());
        Measure("new overview", () => new CustomerHealthOverview());
        Measure("send overview", () => mediator.Send(new CustomerHealthOverview()).GetAwaiter().GetResult());
        Measure("send churn", () => mediator.Send(new ChurnRiskCustomers()).GetAwaiter().GetResult());
        IValidator<ChurnRiskCustomers> validator = service.Services.GetRequiredService<IValidator<ChurnRiskCustomers>>();
        Measure("validate churn", () => validator.Validate(new ChurnRiskCustomers()));
    }

    private static void Measure(string what, Func<object> call)
    {
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
            call();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what}: {(GC.GetAllocatedBytesForCurrentThread() - before) / Times} B")
        );
    }
}
