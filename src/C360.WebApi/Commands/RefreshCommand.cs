using System.CommandLine;
using System.Text.Json;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.WebApi.Http;
using Spectre.Console;
using static System.FormattableString;

namespace C360.WebApi.Commands;

/// <summary>The verb refresh: builds and publishes a snapshot in this process, also beside a running service, which follows.</summary>
internal static class RefreshCommand
{
    private const int Done = 0;
    private const int NotDone = 1;
    private const int DoneElsewhere = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions Indented = Json.Apply(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>Declares the verb.</summary>
    /// <param name="addInfrastructure">Brings what is outside the application.</param>
    public static Command Create(AddInfrastructure addInfrastructure)
    {
        var force = new Option<bool>("--force") { Description = "Build even when nothing changed. The gate stays shut." };
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON." };
        var command = new Command(
            "refresh",
            "Build a snapshot of C360_DATA_PATH and publish it in SNAPSHOT_PATH; a service on the same folder follows (settings: environment variables or .env, as for serve; no key is needed). "
                + "Exit code 0: published, or up to date; 1: failed, standard error says why; 2: misunderstood or a setting is not allowed; 3: another process is refreshing; 130: interrupted, nothing is left behind."
        )
        {
            force,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(addInfrastructure, parsed.GetValue(force), parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(AddInfrastructure addInfrastructure, bool force, bool json, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            // Disposing of it stops the engine, when whoever started this interrupts it.
            await using ServiceProvider parts = ServiceParts.Create(addInfrastructure);
            RefreshOutcome outcome = await RefreshAsync(parts, force, cancellationToken);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(outcome, Indented));
            else if (outcome.Error is null)
                Console.WriteLine(InWords(outcome));
            if (outcome.Error is { } error)
                await Console.Error.WriteLineAsync(error);
            return outcome.Error is null ? Done : NotDone;
        }
        catch (RefreshElsewhereException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return DoneElsewhere;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return NotDone;
        }
    }

    private static async Task<RefreshOutcome> RefreshAsync(IServiceProvider parts, bool force, CancellationToken cancellationToken)
    {
        TimeProvider time = parts.GetRequiredService<TimeProvider>();
        long began = time.GetTimestamp();
        IRefreshRepository refreshes = parts.GetRequiredService<IRefreshRepository>();
        (_, Refresh? begun) = await refreshes.StartAsync(RefreshTrigger.CommandLine, force, key: null, cancellationToken);
        Refresh? ended = begun is null ? null : await WatchedAsync(refreshes, begun, time, cancellationToken);
        Snapshot? snapshot = parts.GetRequiredService<ISnapshotRepository>().Current;
        bool isGood = ended is null or { Status: RefreshStatus.Succeeded };
        return new RefreshOutcome(
            ended is null ? "up_to_date" : SnakeCase.Of($"{ended.Status}"),
            ended?.Id,
            isGood ? snapshot?.Version : null,
            isGood ? snapshot?.TotalCustomers : null,
            isGood ? snapshot?.Sources.Sum(source => source.Rejected.Values.Sum()) : null,
            Math.Round(time.GetElapsedTime(began).TotalSeconds, 1),
            isGood ? null : ended!.Error ?? "The refresh was stopped"
        );
    }

    /// <summary>Shows how far it is to whoever looks; who does not finds each stage in the lines of the log.</summary>
    private static async Task<Refresh> WatchedAsync(
        IRefreshRepository refreshes,
        Refresh begun,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (Console.IsErrorRedirected)
            return await EndOfAsync(_ => { });
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal
            .Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask("refreshing");
                return await EndOfAsync(now =>
                {
                    bar.Value = now.Percent;
                    bar.Description = Markup.Escape(Stage(now));
                });
            });

        async Task<Refresh> EndOfAsync(Action<Refresh> show)
        {
            while (refreshes.Find(begun.Id) is { IsActive: true } now)
            {
                show(now);
                await Task.Delay(BetweenLooks, time, cancellationToken);
            }
            return refreshes.Find(begun.Id)!;
        }
    }

    private static string Stage(Refresh now) =>
        now.Stage is null ? "refreshing" : Invariant($"{now.StageNumber} of {now.StageCount}: {now.Stage}");

    private static string InWords(RefreshOutcome outcome) =>
        outcome.RefreshId is null
            ? $"Data is up to date: snapshot {outcome.DataVersion}"
            : Invariant(
                $"Snapshot {outcome.DataVersion} is published after {outcome.Seconds:0.0} s: {outcome.TotalCustomers} customers, {outcome.Rejected} rejected rows"
            );
}
