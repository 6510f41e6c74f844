using System.CommandLine;
using System.Net;
using C360.WebApi.Configuration;

namespace C360.WebApi.Commands;

/// <summary>The verb health: whether the service of the same settings answers on this machine. Images without a shell have nothing else to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Declares the verb.</summary>
    public static Command Create()
    {
        var command = new Command(
            "health",
            "Ask the service on this machine whether it lives (settings: environment variables or .env). Exit code 0: it does; 1: it does not."
        );
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var options = (ServiceOptions)Settings.Read(typeof(ServiceOptions), Settings.Source([]));
        var address = new UriBuilder(Uri.UriSchemeHttp, Reachable(options.ApiHost), options.ApiPort, "/health/live").Uri;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using HttpResponseMessage response = await http.SendAsync(request, deadline.Token);
            Console.WriteLine($"{address} {(int)response.StatusCode}");
            return response.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Console.Error.WriteLineAsync($"{address} does not answer");
            return 1;
        }
    }

    /// <summary>All addresses of the machine are an address to listen on, but none to call.</summary>
    private static string Reachable(string host) =>
        IPAddress.TryParse(host, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? "localhost"
            : host;
}
