using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using C360.Application.Admin;
using C360.Application.Ports;
using C360.WebApi.Http;
using MediatR;
using Spectre.Console;

namespace C360.WebApi.Commands;

/// <summary>The verb snapshots: lists those of SNAPSHOT_PATH, or puts an older one back. Services on the same folder follow.</summary>
internal static class SnapshotsCommand
{
    private const int Done = 0;
    private const int NotDone = 1;
    private const int WidthOfFiles = 1000;
    private const double Megabyte = 1_000_000;

    private static readonly string[] Numbers = ["customers", "rejected", "MB"];
    private static readonly JsonSerializerOptions Indented = Json.Apply(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>Declares the verbs.</summary>
    /// <param name="addInfrastructure">Brings what is outside the application.</param>
    public static Command Create(AddInfrastructure addInfrastructure)
    {
        var json = new Option<bool>("--json") { Description = "Print them as JSON: what GET /admin/snapshots has as data." };
        var command = new Command(
            "snapshots",
            "List the snapshots of SNAPSHOT_PATH, newest first (settings: environment variables or .env, as for serve; no key is needed). Exit code 0: done; 1: it cannot be done, standard error says why; 2: misunderstood or a setting is not allowed."
        )
        {
            json,
            Activate(addInfrastructure),
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    addInfrastructure,
                    async mediator =>
                    {
                        SnapshotReport[] snapshots = await mediator.Send(new ListSnapshots(), cancellationToken);
                        if (snapshots.Length == 0)
                            return false;
                        if (parsed.GetValue(json))
                            Console.WriteLine(JsonSerializer.Serialize(snapshots, Indented));
                        else
                            Write(snapshots);
                        return true;
                    }
                )
        );
        return command;
    }

    private static Command Activate(AddInfrastructure addInfrastructure)
    {
        var version = new Argument<string>("VERSION") { Description = "The snapshot's version, as c360 snapshots lists it." };
        var command = new Command(
            "activate",
            "Make a snapshot the current one, until the next refresh publishes; services on the same folder follow within five seconds. Exit code 0: it is current; 1: it cannot be, standard error says why; 2: misunderstood or a setting is not allowed."
        )
        {
            version,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    addInfrastructure,
                    async mediator =>
                    {
                        SnapshotReport activated = await mediator.Send(
                            new ActivateSnapshot(parsed.GetRequiredValue(version)),
                            cancellationToken
                        );
                        Console.WriteLine($"Snapshot {activated.Version} is current");
                        return true;
                    }
                )
        );
        return command;
    }

    /// <param name="addInfrastructure">Brings what is outside the application.</param>
    /// <param name="act">False: there are no snapshots.</param>
    private static async Task<int> RunAsync(AddInfrastructure addInfrastructure, Func<IMediator, Task<bool>> act)
    {
        try
        {
            await using ServiceProvider parts = ServiceParts.Create(addInfrastructure);
            string path = parts.GetRequiredService<SnapshotPlace>().Path;
            // A misspelt folder is not made: whoever asks what is in it wants another.
            if (Directory.Exists(path) && await act(parts.GetRequiredService<IMediator>()))
                return Done;
            await Console.Error.WriteLineAsync($"SNAPSHOT_PATH={path.ReplaceLineEndings(" ")}: there are no snapshots");
            return NotDone;
        }
        catch (Exception exception)
            when (exception is NotFoundException or ConflictException or IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return NotDone;
        }
    }

    private static void Write(IReadOnlyList<SnapshotReport> snapshots)
    {
        IAnsiConsole console = AnsiConsole.Console;
        // A file has no width at which lines would have to be broken.
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfFiles;
        var table = new Table().Border(TableBorder.None);
        foreach (string column in (string[])["version", "as of", "built at", "engine", .. Numbers, "current"])
            table.AddColumn(Numbers.Contains(column) ? new TableColumn(column).RightAligned() : new TableColumn(column));
        foreach (SnapshotReport snapshot in snapshots)
            table.AddRow([.. Cells(snapshot).Select(Markup.Escape)]);
        console.Write(table);
    }

    private static string[] Cells(SnapshotReport snapshot) =>
        [
            snapshot.Version,
            snapshot.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            snapshot.BuiltAt.UtcDateTime.ToString(Json.TimestampFormat, CultureInfo.InvariantCulture),
            snapshot.Engine,
            snapshot.TotalCustomers.ToString(CultureInfo.InvariantCulture),
            snapshot.Rejected.ToString(CultureInfo.InvariantCulture),
            (snapshot.SizeBytes / Megabyte).ToString("0.0", CultureInfo.InvariantCulture),
            snapshot.Current ? "yes" : "",
        ];
}
